import { parseCurrency } from "#domain/currency.ts";
import type { FeeRule } from "#domain/fee/fee.ts";
import { minor } from "#domain/money.ts";
import { assert } from "#domain/result.ts";

/** A row of `fee_rule` as JSON. */
export interface FeeRow {
  method: string;
  currency: string | null;
  basis_points: number;
  fixed: number;
  minimum: number;
}

export function toFeeRule(row: FeeRow): FeeRule {
  const currency = row.currency === null ? null : parseCurrency(row.currency);
  assert(currency !== null || row.currency === null, "currency of a fee does not parse");
  return {
    method: row.method,
    currency,
    basisPoints: row.basis_points,
    fixed: minor(BigInt(row.fixed)),
    minimum: minor(BigInt(row.minimum)),
  };
}
