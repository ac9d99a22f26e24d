-- Refunds, captures, releases and shipment.
-- Locks: adds columns with constant defaults and a table; orders is locked for an instant, nothing is rewritten.

alter table site add column refuses_same_refund boolean not null default true;

alter table orders
  add column amount_captured wire_amount not null default 0,
  add column shipped_at timestamptz,
  add column fulfilment json not null default '{}';
update orders set amount_captured = amount where phase in ('completed', 'uncleared');
alter table orders
  add constraint never_more_refunded_than_captured
    check (amount_refunded <= amount_captured and amount_captured <= amount);

insert into order_transition values
  ('started', 'void'),
  ('authorized', 'completed'), ('authorized', 'void'),
  ('completed', 'shipped'), ('completed', 'partial_refunded'), ('completed', 'refunded'),
  ('shipped', 'partial_refunded'), ('shipped', 'refunded'),
  ('partial_refunded', 'partial_refunded'), ('partial_refunded', 'refunded'),
  ('partial_refunded', 'completed'), ('partial_refunded', 'shipped'),
  ('refunded', 'completed'), ('refunded', 'shipped'), ('refunded', 'partial_refunded');

create table related_transaction (
  transaction_id wire_id primary key,
  order_key text not null references orders,
  -- The payment it follows: a void order that is posted anew begins without the past of its old payment.
  attempt_key text not null references payment_attempt,
  type text not null check (type in ('refund', 'capture', 'auth-cancellation')),
  state text not null check (state in ('reserved', 'sent', 'completed', 'declined', 'void')),
  currency currency_code not null,
  amount wire_amount not null,
  description text not null,
  given_order_id text,
  child_order text references orders,
  stan text,
  rrn text,
  transmission_at timestamptz,
  kept jsonb not null,
  cart_before jsonb,
  created_at timestamptz not null,
  modified_at timestamptz not null,
  constraint sent_has_reference check (
    state in ('reserved', 'void') or (stan is not null and rrn is not null)
  )
);
create index related_transaction_by_order on related_transaction (order_key, transaction_id);
-- Of captures and releases one is under way at a time: so together they never exceed the authorization.
create unique index one_capture_under_way on related_transaction (order_key)
  where type in ('capture', 'auth-cancellation') and state = 'sent';

-- The sum of what is refunded is kept beside the order; the two may not differ when a transaction ends.
create function guard_refunds() returns trigger language plpgsql as $$
declare
  refunded bigint;
  kept_sum bigint;
begin
  select coalesce(sum(amount), 0) into refunded from related_transaction
  where order_key = new.order_key and type = 'refund' and state in ('reserved', 'sent', 'completed');
  select amount_refunded into kept_sum from orders where key = new.order_key;
  if refunded <> kept_sum then
    raise exception 'refunds of order % are %, its sum says %', new.order_key, refunded, kept_sum;
  end if;
  return null;
end
$$;
create constraint trigger guard_refunds after insert or update on related_transaction
  deferrable initially deferred for each row when (new.type = 'refund') execute function guard_refunds();

-- The list of transactions walks by time within a site.
create index orders_by_time on orders (site_id, created_at, transaction_id) where current_attempt is not null;
create index refunds_by_time on related_transaction (created_at, transaction_id) where type = 'refund';
