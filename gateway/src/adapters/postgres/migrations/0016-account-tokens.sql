-- Tokens that stand for a bank account: a mandate in the place of a card.
-- Locks: card_token for an instant; its rows are read once to check them.

alter table card_token
  -- {method, mandate, account}: how it was given, the provider's name for it, and whose account it debits.
  add column mandate jsonb,
  alter column sealed_key_id drop not null,
  alter column sealed_card drop not null,
  add constraint card_or_account check ((mandate is null) = (sealed_card is not null));
