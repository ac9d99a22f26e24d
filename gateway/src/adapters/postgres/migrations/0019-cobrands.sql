-- The brand that the shopper chose of a co-badged card, beside the brand of its number.
-- Locks: payment_attempt for an instant; the check is not tried on rows that cannot have the column filled in.

alter table payment_attempt
  add column cobrand text,
  add constraint cobrand_of_a_card check (
    cobrand is null or (brand = 'VISA' and cobrand in ('CARTES_BANCAIRES', 'DANKORT', 'POSTEPAY'))
  ) not valid;

comment on column payment_attempt.cobrand is
  'the national brand of a co-badged card, where the shopper chose it; null: the brand of the number';
