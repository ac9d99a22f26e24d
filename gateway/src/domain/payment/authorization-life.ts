import type { CardBrand } from "../card/brand.ts";
import { dayMs, type Instant, later } from "../time.ts";

/** How long an authorization may be captured, by scheme (contract, cards-3ds.md §11). */
const days: Readonly<Record<CardBrand, number>> = {
  VISA: 7,
  AMEX: 7,
  MASTERCARD: 30,
  MAESTRO: 30,
  MISTERCASH: 30,
};

export const captureExpiry = (brand: CardBrand, authorizedAt: Instant): Instant =>
  later(authorizedAt, days[brand] * dayMs);
