-- A new member of an enum, which cannot be used before this migration is committed.
-- Locks: none that anybody waits for; nothing is rewritten.

alter type order_phase add value 'chargedback';
