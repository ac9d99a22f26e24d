/** Brand of a card by the first four digits of its number (contract, cards-3ds.md §1). `MISTERCASH` is Bancontact. */
export type CardBrand = "VISA" | "MASTERCARD" | "MAESTRO" | "AMEX" | "MISTERCASH";

export const brandNames: Readonly<Record<CardBrand, string>> = {
  VISA: "Visa",
  MASTERCARD: "MasterCard",
  MAESTRO: "Maestro",
  AMEX: "American Express",
  MISTERCASH: "Bancontact",
};

/** Inclusive ranges of the first four digits; the first match wins. */
const ranges: readonly (readonly [from: number, to: number, brand: CardBrand | null])[] = [
  [4000, 4999, "VISA"],
  [5100, 5599, "MASTERCARD"],
  [2221, 2720, "MASTERCARD"],
  [3400, 3499, "AMEX"],
  [3700, 3799, "AMEX"],
  // Discover and UnionPay lie inside the Maestro block and are not supported.
  [6011, 6011, null],
  [6200, 6299, null],
  [6440, 6599, null],
  [5000, 5099, "MAESTRO"],
  [5600, 5999, "MAESTRO"],
  [6000, 6999, "MAESTRO"],
];

/** Digits of a card number → brand, or null where the card is of no brand we take. */
export function detectBrand(digits: string): CardBrand | null {
  const prefix = Number(digits.slice(0, 4));
  const range = ranges.find(([from, to]) => prefix >= from && prefix <= to);
  return range?.[2] ?? null;
}

/**
 * Bancontact lies inside the Maestro block, and most of its cards are both: which
 * of the two a payment is made with is the shopper's choice and not the number's.
 */
export const mayBeBancontact = (digits: string): boolean => digits.startsWith("6703");
