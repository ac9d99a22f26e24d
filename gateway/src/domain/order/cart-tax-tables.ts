import type { Decimal } from "../decimal.ts";
import { compare, one, parseDecimal, toJsonNumber, zero } from "../decimal.ts";
import { assert } from "../result.ts";
import type { Members } from "./cart-members.ts";

export interface TaxRule {
  /** Two letters as sent, or empty. */
  readonly country: string;
  /** A fraction, 0..1. */
  readonly rate: number | string;
  readonly state: string | null;
  readonly postcode: string | null;
}

export interface TaxTable {
  readonly name: string;
  readonly standalone: boolean;
  readonly rules: readonly TaxRule[];
}

export interface TaxTables {
  readonly default: { readonly rate: number | string; readonly shippingTaxed: boolean };
  readonly alternate: readonly TaxTable[];
}

/**
 * Twenty decimals: a shop that divides 5.6 by 100 sends 0.055999999999999994.
 * The contract bounds the decimals of a price, not those of a rate.
 */
const rateDecimals = 20;
const mostTables = 100;
const mostRules = 100;

/**
 * `checkout_options.tax_tables` as sent. Null when a rate is no fraction of 0..1
 * (error 1028). An absent default taxes nothing; a rule must state its rate.
 */
export function parseTaxTables(options: Members): TaxTables | null {
  const tables = options.object("tax_tables");
  const fallback = tables.object("default");
  const rate = parseRate(fallback.value("rate") ?? 0);
  const alternate = tables.objects("alternate", mostTables).map(parseTable);
  if (rate === null || !alternate.every(isValid)) return null;
  return {
    default: { rate: toJsonNumber(rate), shippingTaxed: fallback.flag("shipping_taxed") },
    alternate,
  };
}

/**
 * The rate an item is taxed with: the first rule of the table its selector names,
 * else the default. Null for a name without a table (error 1029). Only names
 * count: one plugin really has a table called "0" (contract, orders.md §1.7).
 */
export function selectRate(tables: TaxTables, selector: string): Decimal | null {
  if (selector === "") return readRate(tables.default.rate);
  const table = tables.alternate.find(({ name }) => name === selector);
  return table === undefined ? null : readRate(table.rules[0]?.rate ?? tables.default.rate);
}

function parseTable(table: Members): TaxTable | null {
  const rules = table.objects("rules", mostRules).map(parseRule);
  if (!rules.every(isValid)) return null;
  return { name: table.text("name") ?? "", standalone: table.flag("standalone"), rules };
}

function parseRule(rule: Members): TaxRule | null {
  const rate = parseRate(rule.value("rate"));
  const country = rule.text("country") ?? "";
  const state = rule.text("state");
  const postcode = rule.text("postcode");
  return rate === null ? null : { country, rate: toJsonNumber(rate), state, postcode };
}

function parseRate(input: unknown): Decimal | null {
  const rate = parseDecimal(input, rateDecimals);
  return rate !== null && compare(rate, zero) >= 0 && compare(rate, one) <= 0 ? rate : null;
}

/** The exact value of a rate that `parseTaxTables` accepted. */
function readRate(stored: number | string): Decimal {
  const rate = parseRate(stored);
  assert(rate !== null, "a stored tax rate is readable");
  return rate;
}

const isValid = <T>(parsed: T | null): parsed is T => parsed !== null;
