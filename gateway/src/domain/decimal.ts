/**
 * Exact decimals for prices, quantities and tax rates: an integer and the number
 * of its decimals. Binary floating point never touches a value: 1.005 × 100 is
 * 100.5 here and 100.49999999999999 there, which is one cent on an invoice.
 *
 * Every value is in lowest terms (no trailing zero behind the point, zero has
 * scale 0), so equal values are equal objects and print alike.
 */
export interface Decimal {
  /** The digits as an integer: 12.5 is 125 with scale 1. */
  readonly unscaled: bigint;
  /** Decimals behind the point, never negative. */
  readonly scale: number;
}

/** Decimals of a unit price (contract, orders.md §1.7). */
const defaultDecimals = 10;
/** Below 10^15 every integer is exact as a JSON number of any client. */
const mostIntegerDigits = 15;
/** Room for 15 digits, a point, 20 decimals and a sign; bounds the work on hostile input. */
const mostCharacters = 40;

export const zero: Decimal = { unscaled: 0n, scale: 0 };
export const one: Decimal = { unscaled: 1n, scale: 0 };

/**
 * A JSON number (by its shortest decimal text, so 0.1 is exactly 0.1) or a text
 * in JSON's number grammar, exponents included: `1e-7` is exactly 0.0000001.
 * Leading zeros are allowed. Null for anything else, and for more than 15 digits
 * before the point or more than `decimals` behind it, trailing zeros not counted.
 */
export function parseDecimal(input: unknown, decimals = defaultDecimals): Decimal | null {
  const text = typeof input === "number" ? String(input) : input;
  if (typeof text !== "string" || text.length > mostCharacters) return null;
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (parts === null) return null;
  const [, sign = "", integer = "", fraction = "", exponent = "0"] = parts;
  const terms = lowestTerms(BigInt(sign + integer + fraction), fraction.length - Number(exponent));
  if (terms.scale > decimals || integerDigits(terms) > mostIntegerDigits) return null;
  return spellOut(terms);
}

export function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return decimal(atScale(left, scale) + atScale(right, scale), scale);
}

export const multiply = (left: Decimal, right: Decimal): Decimal =>
  decimal(left.unscaled * right.unscaled, left.scale + right.scale);

/** Negative, zero or positive, as `left` is below, equal to or above `right`. */
export function compare(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const difference = atScale(left, scale) - atScale(right, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Rounds to `decimals` places; a half goes away from zero, so that a refund line
 * is the exact mirror of its sale: 0.125 → 0.13 and -0.125 → -0.13 (not -0.12).
 * That is what `round()` of PHP does in the shops we answer.
 */
export function roundHalfUp(value: Decimal, decimals: number): Decimal {
  return decimal(unitsHalfUp(value, decimals), decimals);
}

/** `value` in units of 10^-decimals, rounded as `roundHalfUp`: 17.355 with 2 decimals is 1736. */
export function unitsHalfUp(value: Decimal, decimals: number): bigint {
  if (value.scale <= decimals) return atScale(value, decimals);
  const divisor = tenTo(value.scale - decimals);
  // BigInt division cuts towards zero and the remainder keeps the sign of the dividend.
  const quotient = value.unscaled / divisor;
  const remainder = value.unscaled % divisor;
  if (2n * remainder >= divisor) return quotient + 1n;
  if (-2n * remainder >= divisor) return quotient - 1n;
  return quotient;
}

/** All digits, no exponent: `-0.0000001`, `12`. `parseDecimal` reads it back. */
export const toText = (value: Decimal): string => placePoint(value.unscaled, value.scale);

/** Rounded as `roundHalfUp`, always with `decimals` digits behind the point: `17.30`. Never `-0.00`. */
export const toFixed = (value: Decimal, decimals: number): string =>
  placePoint(unitsHalfUp(value, decimals), decimals);

/**
 * The value as a JSON number where every client reads and prints it unchanged,
 * else as the text of its digits. A notification is signed over its bytes, and
 * one SDK checks it after decoding and printing it again (contract,
 * notifications.md §4); a number that prints differently there looks forged.
 */
export function toJsonNumber(value: Decimal): number | string {
  const text = toText(value);
  const number = Number(text);
  return String(number) === text && printsAlike(number) ? number : text;
}

/**
 * Whether JavaScript and Python print this number with the same characters:
 * both give the shortest digits, but below 10^-4 Python changes to an exponent
 * (`1e-05`) and JavaScript does so later and in another form (`1e-7`).
 */
export const printsAlike = (value: number): boolean =>
  Number.isInteger(value) || (Number.isFinite(value) && Math.abs(value) >= 1e-4);

const decimal = (unscaled: bigint, scale: number): Decimal => spellOut(lowestTerms(unscaled, scale));

/** Drops trailing zeros; the scale may become negative (`1e3`), for zero it is 0. */
function lowestTerms(unscaled: bigint, scale: number): Decimal {
  if (unscaled === 0n) return zero;
  const digits = unscaled.toString();
  const significant = digits.replace(/0+$/, "");
  return { unscaled: BigInt(significant), scale: scale - (digits.length - significant.length) };
}

/** Turns a negative scale into zeros; a parser bounds the size first. */
const spellOut = (terms: Decimal): Decimal =>
  terms.scale >= 0 ? terms : { unscaled: terms.unscaled * tenTo(-terms.scale), scale: 0 };

const integerDigits = ({ unscaled, scale }: Decimal): number => magnitude(unscaled).toString().length - scale;

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

const atScale = (value: Decimal, scale: number): bigint => value.unscaled * tenTo(scale - value.scale);

const tenTo = (power: number): bigint => 10n ** BigInt(power);

function placePoint(unscaled: bigint, scale: number): string {
  if (scale === 0) return unscaled.toString();
  const digits = magnitude(unscaled)
    .toString()
    .padStart(scale + 1, "0");
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
