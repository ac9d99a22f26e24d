-- The list of transactions walks an index that begins with what is filtered by, so that a page costs its own length
-- however rare a status or a method is (docs/performance.md).
-- Locks: orders and related_transaction are locked while their rows get the new columns and the indexes are made; at a
-- million orders about two minutes. Nobody pays meanwhile: start this version when shops are quiet.

-- The method of the current attempt, written together with it: a card's brand or a provider's gateway id.
alter table orders add column payment_method text;
update orders set payment_method = payment_attempt.brand
  from payment_attempt where payment_attempt.key = orders.current_attempt;

-- Phase and settlement together are both statuses of the contract.
create index orders_by_status on orders (site_id, phase, settlement, created_at, transaction_id)
  where current_attempt is not null;
create index orders_by_method on orders (site_id, payment_method, created_at, transaction_id)
  where current_attempt is not null;
create index checkouts_by_time on orders (site_id, created_at, transaction_id)
  where current_attempt is not null and type = 'checkout';

-- Of whom and how paid: neither changes once a related transaction is made.
alter table related_transaction add column site_id bigint, add column payment_method text;
update related_transaction set site_id = orders.site_id, payment_method = payment_attempt.brand
  from orders, payment_attempt
  where orders.key = related_transaction.order_key and payment_attempt.key = related_transaction.attempt_key;
-- The update left its checks of refunds and chargebacks for the commit; what follows alters the table.
set constraints all immediate;
alter table related_transaction alter column site_id set not null, alter column payment_method set not null;

create function name_site_and_method() returns trigger language plpgsql as $$
begin
  select orders.site_id, payment_attempt.brand into new.site_id, new.payment_method
  from orders, payment_attempt
  where orders.key = new.order_key and payment_attempt.key = new.attempt_key;
  return new;
end
$$;
create trigger name_site_and_method before insert on related_transaction
  for each row execute function name_site_and_method();

-- Without the site a small shop's page walked the refunds of all others, and without the type chargebacks were looked for
-- among refunds.
drop index refunds_by_time;
create index follow_ups_by_time on related_transaction (site_id, type, created_at, transaction_id)
  where type in ('refund', 'chargeback', 'reverse-chargeback');
create index follow_ups_by_state on related_transaction (site_id, type, state, created_at, transaction_id)
  where type in ('refund', 'chargeback', 'reverse-chargeback');
create index follow_ups_by_method on related_transaction (site_id, type, payment_method, created_at, transaction_id)
  where type in ('refund', 'chargeback', 'reverse-chargeback');
