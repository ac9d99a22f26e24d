import { Secret } from "../secret.ts";
import { type CardBrand, detectBrand, mayBeBancontact } from "./brand.ts";
import type { Cobrand } from "./cobrand.ts";

declare const panBrand: unique symbol;
/** Primary account number: 12..19 digits that pass the Luhn check. */
export type PanDigits = string & { readonly [panBrand]: true };
export type Pan = Secret<PanDigits>;

declare const cvcBrand: unique symbol;
/** Card verification code: 3 digits, 4 for American Express. */
export type CvcDigits = string & { readonly [cvcBrand]: true };
export type Cvc = Secret<CvcDigits>;

declare const expiryBrand: unique symbol;
/** Expiry as on the wire: `YYMM`, valid until the last day of that month. */
export type Expiry = string & { readonly [expiryBrand]: true };

/** What a shopper or shop gives us to charge; lives in memory and, encrypted, while a payment runs. */
export interface Card {
  readonly pan: Pan;
  readonly brand: CardBrand;
  /** The national brand of a co-badged card, where the shopper chose it. */
  readonly cobrand?: Cobrand;
  readonly expiry: Expiry;
  readonly holderName: string | null;
  readonly cvc: Cvc | null;
}

/** What may be kept of a card and shown (PCI DSS 3.4): brand, first six, last four, expiry. */
export interface CardSummary {
  readonly brand: CardBrand;
  readonly cobrand?: Cobrand;
  readonly bin: string;
  readonly last4: string;
  readonly expiry: Expiry;
  readonly holderName: string | null;
}

/** Spaces and dashes are stripped; null unless 12..19 digits that pass Luhn (ISO/IEC 7812-1). */
export function parsePan(text: string): Pan | null {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) return null;
  return new Secret(digits as PanDigits);
}

export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const weighted = i % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** `YYMM` as string or integer (an integer may have lost its leading zero); null when the month is not 01..12. */
export function parseExpiryYymm(input: string): Expiry | null {
  const text = input.trim().padStart(4, "0");
  return /^\d{2}(0[1-9]|1[0-2])$/.test(text) ? (text as Expiry) : null;
}

/** What people type on a page: `12/28`, `1228`, `12 / 2028`, `12-28` → `2812`. */
export function parseExpiryTyped(input: string): Expiry | null {
  const match = /^(0[1-9]|1[0-2]|[1-9])\s*[/\-. ]\s*(?:20)?(\d{2})$|^(0[1-9]|1[0-2])(?:20)?(\d{2})$/.exec(
    input.trim(),
  );
  if (match === null) return null;
  const month = match[1] ?? match[3];
  const year = match[2] ?? match[4];
  return month === undefined || year === undefined
    ? null
    : parseExpiryYymm(`${year}${month.padStart(2, "0")}`);
}

/** A card is good through the last day of its month, wherever on earth that day is still running. */
export function hasExpired(expiry: Expiry, at: Date): boolean {
  const year = 2000 + Number(expiry.slice(0, 2));
  const month = Number(expiry.slice(2));
  // First moment of the following month in the last time zone (UTC-12).
  return at.getTime() >= Date.UTC(year, month, 1, 12);
}

/** The month as an expiry: a card that ends before it has expired everywhere on earth. */
export const presentMonth = (at: number): string =>
  new Date(at - 12 * 60 * 60 * 1_000).toISOString().slice(2, 7).replace("-", "");

/** Digits of the right length for the brand; null otherwise. */
export function parseCvc(text: string, brand: CardBrand): Cvc | null {
  const digits = text.trim();
  const length = brand === "AMEX" ? 4 : 3;
  return new RegExp(`^\\d{${length}}$`).test(digits) ? new Secret(digits as CvcDigits) : null;
}

/** Maestro cards were issued without a printed code (contract, cards-3ds.md §2), Bancontact cards have none. */
export const mayOmitCvc = (brand: CardBrand): boolean => brand === "MAESTRO" || brand === "MISTERCASH";

/** Brand of a number, null when it is of no brand we take. */
export const brandOf = (pan: Pan): CardBrand | null => detectBrand(pan.reveal());

/** Brand of a number that is to be paid as Bancontact, null when it is none. */
export const bancontactBrandOf = (pan: Pan): CardBrand | null =>
  mayBeBancontact(pan.reveal()) ? "MISTERCASH" : null;

export function summarize(card: Card): CardSummary {
  const digits = card.pan.reveal();
  return {
    brand: card.brand,
    ...(card.cobrand === undefined ? {} : { cobrand: card.cobrand }),
    bin: digits.slice(0, 6),
    last4: digits.slice(-4),
    expiry: card.expiry,
    holderName: card.holderName,
  };
}
