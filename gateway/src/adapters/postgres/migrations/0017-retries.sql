-- A payment link that is tried again after a payment that came to nothing.
-- Locks: orders is read once to check the new constraints; the new index on payment_attempt keeps payments waiting while
-- it is built, some seconds for a million of them.

alter table orders
  add column retries smallint not null default 0,
  -- Orders that ended before this version stay over.
  add column may_retry boolean not null default false,
  add constraint twenty_tries_at_most check (retries between 0 and 19),
  add constraint retry_follows_an_unpaid_end check (
    not may_retry or phase in ('declined', 'expired', 'void')
  );

-- The steps themselves (declined, expired and void to open) are those of an order posted again; only that one brings a
-- session of its own, so an order that opens with the one it had is tried again.
create function guard_retry() returns trigger language plpgsql as $$
begin
  if not old.may_retry or new.retries <> old.retries + 1 or new.type = 'direct'
    or old.session_expires_at <= new.modified_at or new.transaction_id = old.transaction_id
  then
    raise exception 'order % may not be tried again', old.key;
  end if;
  if exists (select from payment_attempt where order_key = new.key and state <= 'approved') then
    raise exception 'order % is tried again while its last payment is live', old.key;
  end if;
  return new;
end
$$;
create trigger guard_retry before update on orders for each row
  when (new.phase = 'open' and old.phase in ('declined', 'expired', 'void', 'cancelled')
    and new.session_token = old.session_token)
  execute function guard_retry();

-- Money that a provider gets late, for a try that another one followed, is looked for by its order.
create index ended_provider_payments on payment_attempt (order_key)
  where provider_payment_id is not null and state in ('declined', 'abandoned');
