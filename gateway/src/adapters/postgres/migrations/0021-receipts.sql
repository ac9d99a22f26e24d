-- Receipts to shoppers, where the site wants them.
-- Locks: adds a column without a rewrite and a trigger; site and orders are locked for an instant.

alter table site add column receipts boolean not null default false;

-- Whoever completes a payment cannot forget its receipt, and no step after the payment asks for a second one. A provider
-- that only promises to pay (pay later) has not been paid by the shopper yet.
create function send_receipt() returns trigger language plpgsql as $$
begin
  insert into job (kind, order_key, run_at)
  select 'send-receipt', new.key, new.modified_at from site where site.id = new.site_id and site.receipts
  on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0;
  if found then perform pg_notify('job_due', ''); end if;
  return null;
end
$$;
create trigger send_receipt after update on orders for each row
  when (new.phase = 'completed' and old.phase in ('started', 'uncleared', 'authorized')
    and new.settlement <> 'uncleared')
  execute function send_receipt();
