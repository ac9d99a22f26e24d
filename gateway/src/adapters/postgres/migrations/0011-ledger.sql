-- The ledger: transfers between accounts, fees, and the closing of days.
-- Locks: adds a column without a default and new tables; orders is locked for an instant, then read once.

alter table orders add column fee jsonb;

create table fee_rule (
  id bigint generated always as identity primary key,
  site_id bigint not null references site,
  -- '*': every method without a rule of its own.
  method text not null,
  -- null: every currency.
  currency currency_code,
  basis_points integer not null default 0 check (basis_points between 0 and 10000),
  fixed wire_amount not null default 0,
  minimum wire_amount not null default 0,
  unique nulls not distinct (site_id, method, currency)
);

create type ledger_account as enum (
  'receivable', 'merchant', 'reserve', 'fees', 'refunds', 'chargebacks', 'split', 'payouts'
);

-- A domain, not a check of the table: that would be parsed anew by every payment (docs/decisions/0004-hot-paths.md).
create domain transfer_amount as bigint check (value between 1 and 9007199254740991);

-- Double entry by construction: one row takes an amount out of one account and puts it into another.
create table ledger_transfer (
  id bigint generated always as identity primary key,
  -- No foreign keys: every payment would lock the row of its site. Neither sites nor orders are deleted.
  site_id bigint not null,
  -- null: a transfer of the site as a whole, such as a payout.
  order_key text,
  currency currency_code not null,
  flow text not null,
  transaction_id wire_id not null,
  -- The affiliate of a split, else empty.
  party text not null,
  debit ledger_account not null,
  credit ledger_account not null,
  amount transfer_amount not null,
  at timestamptz not null,
  constraint from_one_to_another check (debit <> credit)
);

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to: what was wrong is transferred back';
end
$$;
create trigger refuse_ledger_change before update or delete on ledger_transfer
  for each row execute function refuse_ledger_change();
create trigger refuse_ledger_truncation before truncate on ledger_transfer
  for each statement execute function refuse_ledger_change();

-- What was paid before there was a ledger, at the time at which it happened. It cost nothing then.
insert into ledger_transfer (site_id, order_key, currency, flow, transaction_id, party, debit, credit, amount, at)
select site_id, key, currency, flow, transaction_id, '', debit::ledger_account, credit::ledger_account, amount, at
from (
  select orders.site_id, orders.key, orders.currency, orders.transaction_id,
    case orders.phase when 'uncleared' then 'hold' else 'capture' end as flow,
    'receivable' as debit,
    case orders.phase when 'uncleared' then 'reserve' else 'merchant' end as credit,
    orders.amount_captured - coalesce((
      select sum(related.amount) from related_transaction related
      where related.order_key = orders.key and related.attempt_key = orders.current_attempt
        and related.type = 'capture' and related.state = 'completed' and related.child_order is not null
    ), 0) as amount,
    coalesce(orders.completed_at, orders.modified_at) as at
  from orders where orders.amount_captured > 0 and orders.settlement = 'completed'
  union all
  select orders.site_id, orders.key, orders.currency, related.transaction_id, way.flow, way.debit, way.credit,
    related.amount, case way.flow when 'refund-paid' then related.modified_at else related.created_at end
  from related_transaction related
  join orders on orders.key = related.order_key and orders.current_attempt = related.attempt_key
  join (values
    ('refund', 'refund', 'merchant', 'refunds'),
    ('refund', 'refund-paid', 'refunds', 'receivable'),
    ('chargeback', 'chargeback', 'merchant', 'chargebacks'),
    ('reverse-chargeback', 'reverse-chargeback', 'chargebacks', 'merchant')
  ) as way (type, flow, debit, credit) on way.type = related.type
  where orders.settlement = 'completed'
    and (related.state = 'completed' or (related.state in ('reserved', 'sent') and way.flow <> 'refund-paid'))
) as past
where amount > 0
order by at;

-- The days that are closed, by the midnight that ended them. The first is the one before there was a ledger.
create table closed_day (
  ended_at timestamptz primary key
);
insert into closed_day
values (date_trunc('day', clock_timestamp() at time zone 'Europe/Amsterdam') at time zone 'Europe/Amsterdam');

create table closing_balance (
  site_id bigint not null references site,
  currency currency_code not null,
  ended_at timestamptz not null,
  amount bigint not null,
  amount_uncleared bigint not null,
  payout_amount wire_amount not null,
  payout_transaction_id wire_id,
  primary key (site_id, ended_at, currency),
  constraint payout_has_number check ((payout_amount > 0) = (payout_transaction_id is not null))
);

-- Work of the house as a whole stands among the jobs under a key that no order has.
insert into job (kind, order_key, run_at)
select 'close-day', 'house', (ended_at at time zone 'Europe/Amsterdam' + interval '1 day') at time zone 'Europe/Amsterdam'
from closed_day;
