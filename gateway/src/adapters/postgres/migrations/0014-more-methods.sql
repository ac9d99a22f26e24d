-- Gift cards that pay a part of an order, and payments through a provider that end as cancelled.
-- Locks: adds a column without a default and triggers; orders is locked for an instant and not read.

insert into order_transition values ('started', 'cancelled'), ('started', 'open');

-- Null: no gift card. Else a list of what each paid, and whether it stands or was given back.
alter table orders add column coupons jsonb;

create function redeemed_amount(coupons jsonb) returns bigint language sql immutable as $$
  select coalesce(sum((coupon ->> 'amount')::bigint), 0)::bigint
  from jsonb_array_elements(coupons) as coupon where coupon ->> 'state' = 'redeemed'
$$;

-- What gift cards paid and what is being charged beside them never exceed the order. At the commit, for order and
-- attempt are written in one statement.
create function guard_redeemed_amount() returns trigger language plpgsql as $$
begin
  if redeemed_amount(new.coupons) + coalesce((
    select sum(amount) from payment_attempt where order_key = new.key and state <= 'approved'
  ), 0) > new.amount then
    raise exception 'order % is paid more than its amount with gift cards', new.key;
  end if;
  return null;
end
$$;
create constraint trigger guard_redeemed_amount after update on orders deferrable initially deferred
  for each row when (new.coupons is not null) execute function guard_redeemed_amount();

-- Whoever ends an order unpaid cannot forget the gift cards that paid a part of it.
create function return_coupons() returns trigger language plpgsql as $$
begin
  insert into job (kind, order_key, run_at) values ('return-coupons', new.key, new.modified_at)
  on conflict (order_key, kind) do update
    set run_at = excluded.run_at, revision = job.revision + 1, tries = 0;
  perform pg_notify('job_due', '');
  return null;
end
$$;
create trigger return_coupons after update on orders for each row
  when (new.coupons is not null and new.phase <> old.phase
    and new.phase in ('declined', 'expired', 'void', 'cancelled'))
  execute function return_coupons();
