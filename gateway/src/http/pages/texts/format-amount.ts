import { exponent } from "#domain/currency.ts";
import type { Money } from "#domain/money.ts";
import { assert } from "#domain/result.ts";
import { currencyFormat } from "./currency-format.ts";
import { canonicalLocale } from "./language.ts";

/**
 * An amount as people of that locale write it. `Intl` is given a decimal string
 * and not a number, so no amount is ever rounded on its way to the screen.
 */
export function formatAmount(money: Money, locale: string): string {
  const format = currencyFormat(canonicalLocale(locale), money.currency);
  return format.format(decimalText(money.amount, exponent(money.currency)));
}

function decimalText(minorUnits: bigint, decimals: number): `${number}` {
  const digits = minorUnits.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  assert(isDecimal(text), "an amount in minor units has a decimal form");
  return text;
}

const isDecimal = (text: string): text is `${number}` => /^\d+(\.\d+)?$/.test(text);
