import { compare, type Decimal, multiply, parseDecimal, unitsHalfUp, zero } from "../decimal.ts";
import { type Minor, parseMinor } from "../money.ts";
import { type Refusal, refusal } from "../refusal.ts";
import { ok, refuse, type Result } from "../result.ts";

/** What of a payment goes to another merchant (contract, orders.md §1.2, `affiliate.split_payments`). */
export interface SplitPayment {
  /** Account of the merchant that receives it. */
  readonly merchant: number;
  /** Minor units of the order's currency; of a percentage the share of the amount, rounded half up. */
  readonly amount: Minor;
  readonly description: string;
}

/** More receivers than a marketplace order has. */
const mostSplits = 100;
const longestDescription = 200;
const hundred: Decimal = { unscaled: 100n, scale: 0 };
const hundredth: Decimal = { unscaled: 1n, scale: 2 };

/**
 * The parts of an amount, empty where none were sent. Refused with 1016 (no
 * list, too many), 1003 (no account), 1001 (not exactly one of `fixed` and
 * `percentage`, zero, or together more than the amount).
 */
export function parseSplitPayments(value: unknown, amount: Minor): Result<readonly SplitPayment[], Refusal> {
  if (value === undefined || value === null) return ok([]);
  if (!isList(value) || value.length > mostSplits) {
    return refuse(refusal(1016, `Missing data: split_payments is no list of at most ${mostSplits} entries`));
  }
  const splits: SplitPayment[] = [];
  for (const entry of value) {
    const split = parseSplit(entry, amount);
    if (!split.ok) return split;
    splits.push(split.value);
  }
  const sum = splits.reduce((total, split) => total + split.amount, 0n);
  return sum > amount
    ? refuse(refusal(1001, "Invalid amount: the split payments are more than the amount"))
    : ok(splits);
}

function parseSplit(entry: unknown, amount: Minor): Result<SplitPayment, Refusal> {
  if (!isRecord(entry)) return refuse(refusal(1016, "Missing data: a split payment is no object"));
  const merchant = parseMinor(entry["merchant"]);
  if (merchant === null || merchant === 0n) return refuse(refusal(1003));
  const description = entry["description"] ?? "";
  if (typeof description !== "string" || description.length > longestDescription) {
    return refuse(refusal(1016, "Missing data: the description of a split payment"));
  }
  const part = partOf(entry, amount);
  return part === null
    ? refuse(refusal(1001, "Invalid amount: a split payment has either fixed or percentage, above zero"))
    : ok({ merchant: Number(merchant), amount: part, description });
}

/** Null unless exactly one of the two is given, and right. */
function partOf(entry: Readonly<Record<string, unknown>>, amount: Minor): Minor | null {
  const fixed = entry["fixed"] ?? null;
  const percentage = entry["percentage"] ?? null;
  if ((fixed === null) === (percentage === null)) return null;
  if (fixed !== null) {
    const part = parseMinor(fixed);
    return part === 0n ? null : part;
  }
  const share = parseDecimal(percentage);
  if (share === null || compare(share, zero) <= 0 || compare(share, hundred) > 0) return null;
  const part = multiply(multiply({ unscaled: amount, scale: 0 }, share), hundredth);
  return parseMinor(String(unitsHalfUp(part, 0)));
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
