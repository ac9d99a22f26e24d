import type { Decimal } from "../decimal.ts";
import { add, multiply, roundHalfUp, zero } from "../decimal.ts";

/** What one line of a cart adds to the totals. */
export interface CartLine {
  /** Major units without tax; negative for a discount. */
  readonly unitPrice: Decimal;
  readonly quantity: Decimal;
  /** Tax as a fraction of the price, 0..1. */
  readonly rate: Decimal;
}

/** Major units, at most two decimals each, JPY included (contract, orders.md §1.8). */
export interface CartTotals {
  readonly net: Decimal;
  readonly tax: Decimal;
  readonly total: Decimal;
}

/**
 * The totals of a cart: sums are exact, net and tax are rounded once each at the
 * end and never per line, so the order of the lines cannot matter
 * (contract, orders.md §1.8: net = round2 Σ price × quantity, tax likewise).
 */
export function cartTotals(lines: readonly CartLine[]): CartTotals {
  let exactNet = zero;
  let exactTax = zero;
  for (const { unitPrice, quantity, rate } of lines) {
    const price = multiply(unitPrice, quantity);
    exactNet = add(exactNet, price);
    exactTax = add(exactTax, multiply(price, rate));
  }
  const net = roundHalfUp(exactNet, 2);
  const tax = roundHalfUp(exactTax, 2);
  return { net, tax, total: add(net, tax) };
}
