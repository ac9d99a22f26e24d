import type { Currency } from "./currency.ts";

declare const minorBrand: unique symbol;
/** An amount in minor units (cents). A branded bigint: it cannot be mixed with a number by accident. */
export type Minor = bigint & { readonly [minorBrand]: true };

export interface Money {
  readonly amount: Minor;
  readonly currency: Currency;
}

/** Above this an amount could not be echoed as a JSON number without loss. */
const largest = BigInt(Number.MAX_SAFE_INTEGER);

/** Throws on a negative amount or one that JSON cannot carry: callers parse first. */
export function minor(amount: bigint): Minor {
  if (amount < 0n || amount > largest) throw new RangeError("amount outside 0..2^53-1");
  return amount as Minor;
}

/**
 * The contract's amount: an integer in minor units, as JSON number or decimal
 * string (`1000`, `"1000"`). Null for fractions, signs, exponents, hex, blanks
 * and anything above 2^53-1.
 */
export function parseMinor(input: unknown): Minor | null {
  if (typeof input === "number") {
    return Number.isSafeInteger(input) && input >= 0 ? minor(BigInt(input)) : null;
  }
  if (typeof input !== "string" || !/^\d{1,16}$/.test(input)) return null;
  const amount = BigInt(input);
  return amount <= largest ? minor(amount) : null;
}

/** Minor units as the JSON number of the wire. */
export const toWire = (amount: Minor): number => Number(amount);
