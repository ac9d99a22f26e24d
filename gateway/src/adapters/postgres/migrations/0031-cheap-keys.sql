-- The answer to a request may be written with what it did, so its row shall cost as little as a part of an order does.
-- Locks: idempotency_key, while it is read through; it holds the keys of a day.

-- A constraint of a table is parsed by every statement that writes the table, the longer the text the dearer; one of a
-- domain is kept parsed. They say what they said before.
create domain kept_status as smallint check (value between 200 and 499);
alter table idempotency_key
  drop constraint idempotency_key_status_check,
  alter column status type kept_status,
  drop constraint idempotency_key_check,
  add constraint effect_is_made check (is_made or num_nonnulls(order_key, transaction_id) = 0),
  drop constraint idempotency_key_check1,
  add constraint answer_is_whole check (num_nonnulls(status, answer_key_id, answer) in (0, 3));
