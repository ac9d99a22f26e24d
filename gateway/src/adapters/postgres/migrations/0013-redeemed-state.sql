-- A new member of an enum, which cannot be used before this migration is committed.
-- Locks: none that anybody waits for; nothing is rewritten.

-- A gift card that paid a part: no longer live, so that a second method can pay the rest.
alter type attempt_state add value 'redeemed';
