import { type Currency, exponent, parseCurrency } from "#domain/currency.ts";
import { multiply, one, parseDecimal, toText, unitsHalfUp } from "#domain/decimal.ts";
import type { FeeRule } from "#domain/fee/fee.ts";
import { type SiteId, siteId } from "#domain/ids.ts";
import { parseGateway } from "#domain/method/catalogue.ts";
import { type Minor, parseMinor } from "#domain/money.ts";
import { parseNumber, parseWords } from "./words.ts";

/** What `fee set`, `fee list` and `fee remove` ask for. */
export type FeeArguments =
  | { readonly verb: "set"; readonly site: SiteId; readonly rule: FeeRule }
  | { readonly verb: "list"; readonly site: SiteId }
  | ({ readonly verb: "remove"; readonly site: SiteId } & FeeRuleName);

/** What a rule is found by within its site. */
type FeeRuleName = Pick<FeeRule, "method" | "currency">;

export const feeUsage = `npm run sluis -- fee set --site 1 --method VISA --percent 2.9 --fixed 0.10 --minimum 0.60 [--currency EUR]
npm run sluis -- fee list --site 1
npm run sluis -- fee remove --site 1 --method VISA [--currency EUR]`;

const parts = ["percent", "fixed", "minimum"] as const;

/** Arguments → what to do with which rule, or the sentence that says what is wrong with them. */
export function parseFeeArguments([verb, ...words]: readonly string[]): FeeArguments | string {
  if (verb !== "set" && verb !== "list" && verb !== "remove") return "A fee is set, listed or removed.";
  const names = { list: ["site"], remove: ["site", "method", "currency"] };
  const values = parseWords(words, verb === "set" ? [...names.remove, ...parts] : names[verb]);
  if (typeof values === "string") return values;
  const number = parseNumber(values["site"]);
  if (number === null) return "--site must be the number of a site.";
  const site = siteId(number);
  if (verb === "list") return { verb, site };
  const name = parseName(values);
  if (typeof name === "string") return name;
  if (verb === "remove") return { verb, site, ...name };
  const rule = parseRule(values, name);
  return typeof rule === "string" ? rule : { verb, site, rule };
}

type Values = Readonly<Record<string, string | undefined>>;

function parseName(values: Values): FeeRuleName | string {
  const word = values["method"] ?? "";
  const method = word === "*" ? word : parseGateway(word);
  // A card payment is charged by its brand.
  if (method === null || method === "CREDITCARD") {
    return "--method must be a payment method such as VISA or IDEAL, or * for all that have no rule.";
  }
  const currency = values["currency"] === undefined ? null : parseCurrency(values["currency"]);
  if (currency === null && values["currency"] !== undefined) return "--currency must be like EUR.";
  return { method, currency };
}

function parseRule(values: Values, name: FeeRuleName): FeeRule | string {
  if (parts.every((part) => values[part] === undefined)) {
    return "A fee has at least one of --percent, --fixed and --minimum.";
  }
  const decimals = decimalsOf(name.currency);
  const percent = parseUnits(values["percent"], 2);
  if (percent === null || percent > 10_000n)
    return "--percent must be from 0 to 100 with two decimals at most.";
  const fixed = parseUnits(values["fixed"], decimals);
  if (fixed === null) return `--fixed must be an amount with ${decimals} decimals at most.`;
  const minimum = parseUnits(values["minimum"], decimals);
  if (minimum === null) return `--minimum must be an amount with ${decimals} decimals at most.`;
  return { ...name, basisPoints: Number(percent), fixed, minimum };
}

/** A rule for every currency counts minor units, whatever they are worth; it is written as most currencies are. */
const decimalsOf = (currency: Currency | null): number => (currency === null ? 2 : exponent(currency));

/** Absent is zero; null where it is no such number. */
function parseUnits(text: string | undefined, decimals: number): Minor | null {
  const value = parseDecimal(text ?? "0", decimals);
  return value === null ? null : parseMinor(Number(unitsHalfUp(value, decimals)));
}

/** One line for each rule, in columns. */
export function presentFeeRules(rules: readonly FeeRule[]): string {
  return rules.length === 0 ? "The site has no fees." : rules.map(presentFeeRule).join("\n");
}

export function presentFeeRule(rule: FeeRule): string {
  const decimals = decimalsOf(rule.currency);
  const amount = (units: bigint, scale: number): string => toText(multiply({ unscaled: units, scale }, one));
  return [
    rule.method.padEnd(12),
    (rule.currency ?? "all").padEnd(5),
    `${amount(BigInt(rule.basisPoints), 2)} %`.padEnd(9),
    `fixed ${amount(rule.fixed, decimals)}`.padEnd(16),
    `minimum ${amount(rule.minimum, decimals)}`,
  ].join("");
}
