-- Chargebacks, and what is argued about them.
-- Locks: related_transaction is read once to check its new constraints; the new index on payment_attempt keeps payments
-- waiting while it is built, some seconds for a million of them.

-- The financial status is the settlement of the order.
insert into phase_status values ('chargedback', 'chargedback', null);
insert into order_transition values
  ('completed', 'chargedback'), ('shipped', 'chargedback'), ('partial_refunded', 'chargedback'),
  ('refunded', 'chargedback'), ('chargedback', 'chargedback'),
  ('chargedback', 'completed'), ('chargedback', 'shipped'), ('chargedback', 'partial_refunded'),
  ('chargedback', 'refunded');

alter table related_transaction
  add column dispute jsonb,
  drop constraint related_transaction_type_check,
  add constraint related_transaction_type_check check (
    type in ('refund', 'capture', 'auth-cancellation', 'chargeback', 'reverse-chargeback')
  ),
  -- We are told of a chargeback by a message of the acquirer and have sent none.
  drop constraint sent_has_reference,
  add constraint sent_has_reference check (
    state in ('reserved', 'void') or dispute is not null or (stan is not null and rrn is not null)
  ),
  add constraint chargeback_has_dispute check (
    (dispute is not null) = (type in ('chargeback', 'reverse-chargeback'))
  );
-- However often the acquirer tells it: one chargeback for a dispute, and one reversal of it.
create unique index dispute_once on related_transaction ((dispute ->> 'reference'), type) where dispute is not null;

-- By these the acquirer names what is disputed.
create index payment_attempt_by_stan on payment_attempt (stan) where state = 'approved';
create index capture_by_stan on related_transaction (stan)
  where type = 'capture' and state = 'completed' and child_order is null;

-- The list of transactions holds chargebacks beside refunds.
drop index refunds_by_time;
create index refunds_by_time on related_transaction (created_at, transaction_id)
  where type in ('refund', 'chargeback', 'reverse-chargeback');

-- No payment gives back more than it moved: not by refunds and chargebacks together, and not by chargebacks alone. What
-- an issuer took beyond what refunds had left is named in the dispute as its excess, and only that is let through.
create function guard_given_back() returns trigger language plpgsql as $$
declare
  moved bigint;
  refunded bigint;
  charged_back bigint;
  excess bigint;
begin
  select orders.amount_captured - coalesce(sum(part.amount), 0), orders.amount_refunded into moved, refunded
  from orders
  left join related_transaction part on part.order_key = orders.key and part.attempt_key = orders.current_attempt
    and part.type = 'capture' and part.state = 'completed' and part.child_order is not null
  where orders.key = new.order_key
  group by orders.key;
  select coalesce(sum(sign * amount), 0), coalesce(sum(sign * (dispute ->> 'excess')::bigint), 0)
    into charged_back, excess
  from (
    select amount, dispute, case type when 'chargeback' then 1 else -1 end as sign
    from related_transaction where order_key = new.order_key and dispute is not null
  ) disputed;
  if charged_back < 0 or charged_back > moved or refunded + charged_back - excess > moved then
    raise exception 'order % moved %, gives back % and % (% in excess)',
      new.order_key, moved, refunded, charged_back, excess;
  end if;
  return null;
end
$$;
create constraint trigger guard_given_back after insert or update on related_transaction
  deferrable initially deferred for each row
  when (new.type in ('refund', 'chargeback', 'reverse-chargeback')) execute function guard_given_back();
