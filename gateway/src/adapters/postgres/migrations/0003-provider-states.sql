-- New members of enums, which cannot be used before this migration is committed.
-- Locks: none that anybody waits for; nothing is rewritten.

-- A provider's payment holds no card data either; like the states of a card payment that has not been sent, both
-- count as live.
alter type attempt_state add value 'starting' before 'preparing';
alter type attempt_state add value 'awaiting' before 'preparing';
alter type attempt_kind add value 'transfer';
