import type { Language } from "./languages.ts";

/** A currency of two decimals, JPY apart: the amounts of the orders API. */
export function money(amountMinor: number, currency: string, language: Language): string {
  const amount = currency === "JPY" ? amountMinor : amountMinor / 100;
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
}
