-- Cards that shoppers left with an account, for later payments.
-- Locks: adds two columns without a value to payment_attempt, which is locked for an instant, and a table.

alter table payment_attempt
  add column stored_credential jsonb,
  -- The token that this payment left. No foreign key: a token that is removed leaves its name in what was paid.
  add column token text;

create table card_token (
  token text primary key,
  account_id bigint not null,
  reference text not null,
  model text not null check (model in ('cardOnFile', 'subscription', 'unscheduled')),
  card_fingerprint text not null,
  scheme_reference text,
  -- PCI DSS 3.5: number, expiry and holder, sealed for this row alone; never a CVC. Removing a token removes the row.
  sealed_key_id text not null,
  sealed_card bytea not null,
  -- The attempt whose review is not over: until then the token is not to be used.
  provisional_for text,
  -- Uses of the last day, at most as many as are allowed: in the row, because only the row's lock counts right.
  recent_uses timestamptz[] not null default '{}',
  created_at timestamptz not null,
  -- The same card of the same shopper, kept for the same use, is the same token.
  unique (account_id, reference, model, card_fingerprint)
);
create index card_token_by_review on card_token (provisional_for) where provisional_for is not null;
