import { type Decimal, multiply, parseDecimal, unitsHalfUp } from "../decimal.ts";
import { isPlainText } from "../ids.ts";
import type { Json, JsonObject } from "../json.ts";
import { parseMinor } from "../money.ts";
import type { Order } from "../order/order.ts";

/** What an affiliate is due of a payment, in minor units. */
export interface Share {
  readonly merchant: string;
  readonly amount: bigint;
}

/** More affiliates than an order names in earnest; what stands behind them is not shared. */
const mostShares = 100;

/**
 * What `affiliate.split_payments` gives of a captured amount (contract,
 * orders.md §1): percentages of it, and fixed amounts in proportion to the
 * whole order, each rounded half up and in the order given. Nobody is given more
 * than is still there. Parts that make no sense are left out.
 */
export function splitOf(order: Order, captured: bigint): readonly Share[] {
  const shares = new Map<string, bigint>();
  let left = captured;
  for (const part of partsOf(order.details.kept)) {
    const wanted =
      part.percentage === null
        ? proportion(part.fixed, captured, order.money.amount)
        : percentageOf(captured, part.percentage);
    const amount = wanted < left ? wanted : left;
    left -= amount;
    shares.set(part.merchant, (shares.get(part.merchant) ?? 0n) + amount);
  }
  return [...shares].map(([merchant, amount]) => ({ merchant, amount }));
}

/** What of the order goes with a part that is captured as an order of its own: its fixed amounts are the part's. */
export function keptOfPart(kept: JsonObject, part: bigint, whole: bigint): JsonObject {
  const affiliate = kept["affiliate"];
  if (!isObject(affiliate) || !Array.isArray(affiliate["split_payments"])) return kept;
  const shares = affiliate["split_payments"].map((one: Json) => {
    const fixed = isObject(one) ? parseMinor(one["fixed"]) : null;
    return isObject(one) && fixed !== null ? { ...one, fixed: Number(proportion(fixed, part, whole)) } : one;
  });
  return { ...kept, affiliate: { ...affiliate, split_payments: shares } };
}

interface Part {
  readonly merchant: string;
  readonly fixed: bigint;
  /** Null: the fixed amount counts. */
  readonly percentage: Decimal | null;
}

function partsOf(kept: JsonObject): readonly Part[] {
  const affiliate = kept["affiliate"];
  const given = isObject(affiliate) ? affiliate["split_payments"] : null;
  return Array.isArray(given) ? given.slice(0, mostShares).flatMap(partOf) : [];
}

function partOf(given: Json): readonly Part[] {
  if (!isObject(given)) return [];
  const { merchant: named } = given;
  if (typeof named !== "string" && typeof named !== "number") return [];
  const merchant = String(named);
  if (merchant === "" || merchant.length > 50 || !isPlainText(merchant)) return [];
  const fixed = parseMinor(given["fixed"]);
  if (fixed !== null && fixed > 0n) return [{ merchant, fixed, percentage: null }];
  const percentage = parseDecimal(given["percentage"]);
  return percentage !== null && percentage.unscaled > 0n ? [{ merchant, fixed: 0n, percentage }] : [];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const proportion = (amount: bigint, part: bigint, whole: bigint): bigint =>
  whole === 0n ? 0n : (2n * amount * part + whole) / (2n * whole);

/** A hundredth of the product, rounded half up. */
const percentageOf = (amount: bigint, percentage: Decimal): bigint =>
  unitsHalfUp(multiply({ unscaled: amount, scale: 2 }, percentage), 0);
