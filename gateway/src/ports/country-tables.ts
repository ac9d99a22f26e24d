import type { Pan } from "#domain/card/card.ts";
import type { Country } from "#domain/country.ts";

/**
 * Where IP addresses and cards are at home, by tables that the operator gives.
 * Answers from memory; null where there is no table or it does not say.
 */
export interface CountryTables {
  ofAddress(address: string): Country | null;
  /** By the first eight digits, as issuers' ranges are. */
  ofCard(pan: Pan): Country | null;
}
