-- Payments through a provider, and where the money of a paid order is.
-- Locks: columns with constant defaults or none; payment_attempt is read once to check the new constraint.

create type settlement as enum ('completed', 'uncleared', 'initialized');
alter table orders add column settlement settlement not null default 'completed';

-- Null: the settlement of the order.
alter table phase_status alter column financial_status drop not null;
update phase_status set financial_status = null
  where phase in ('completed', 'shipped', 'partial_refunded', 'refunded');

insert into order_transition values
  ('completed', 'completed'), ('shipped', 'shipped'), ('refunded', 'refunded'),
  ('completed', 'void'), ('uncleared', 'declined'), ('uncleared', 'expired');

alter table payment_attempt
  alter column entry_mode drop not null,
  alter column bin drop not null,
  alter column last4 drop not null,
  alter column expiry drop not null,
  alter column card_fingerprint drop not null,
  add column provider jsonb,
  add column provider_payment_id text,
  -- Reference and card belong to the card link.
  drop constraint sent_has_reference,
  add constraint sent_has_reference check (
    state < 'sent' or state > 'reversed' or provider is not null or (stan is not null and rrn is not null)
  ),
  add constraint card_or_provider check ((provider is null) = (card_fingerprint is not null));
comment on column payment_attempt.brand is 'brand of the card, or gateway id of the provider''s method';

alter table site add column methods text[];
comment on column site.methods is 'gateway ids the shop offers; null: all';
