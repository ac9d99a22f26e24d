-- The fraud score: which payments a site has scored, what was found, and by what attempts are counted.
-- Locks: adds columns without a rewrite and a table; site and payment_attempt are locked for an instant.

create type fraud_rules as enum ('off', 'live-cards', 'all');
alter table site add column fraud_rules fraud_rules not null default 'live-cards';
-- In the sandbox any number that passes Luhn is a test card.
update site set fraud_rules = 'off' where acceptor_id = 'SLUISDEMO000001';

-- {"score": 0..10, "signals": [{"code", "weight"}]}; null where the rules did not look. Codes: docs/risk.md.
alter table payment_attempt add column risk jsonb;

-- A held reservation that a review lets through.
insert into order_transition values ('uncleared', 'authorized');

-- Beside payment_attempt and not in it: these rows are written once, while every step of an attempt writes all its
-- indexes again. Rows older than 30 days are read by nobody and may be deleted.
create table velocity_record (
  -- No foreign key: it would be checked at every commit, and attempts are never deleted.
  attempt_key text primary key,
  at timestamptz not null,
  card_fingerprint text not null,
  email_fingerprint text,
  address_fingerprint text
);
create index velocity_by_card on velocity_record (card_fingerprint, at desc);
create index velocity_by_email on velocity_record (email_fingerprint, at desc) where email_fingerprint is not null;
create index velocity_by_address on velocity_record (address_fingerprint, at desc)
  where address_fingerprint is not null;
