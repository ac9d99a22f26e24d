import { exponent } from "../currency.ts";
import { add, type Decimal, multiply, one, parseDecimal, unitsHalfUp } from "../decimal.ts";
import type { Money } from "../money.ts";
import { assert } from "../result.ts";
import { selectRate } from "./cart-tax-tables.ts";
import type { Cart } from "./cart.ts";

/** Decimals of the widest member of a stored item. */
const mostDecimals = 20;

/**
 * What each line of the cart costs with tax, in minor units, rounded for itself;
 * negative for a discount. Null where the cart does not come to the amount of
 * the order (nobody has to send one that does) or is too large to be an amount.
 */
export function lineTotals(cart: Cart, { amount, currency }: Money): readonly bigint[] | null {
  const decimals = exponent(currency);
  const orderTotal = stored(cart.orderTotal);
  const difference = unitsHalfUp(orderTotal, decimals) - amount;
  // Shops round per line or per cart (contract, orders.md §1.8).
  if (difference < -1n || difference > 1n) return null;
  const totals = cart.items.map(({ unitPrice, quantity, taxTableSelector }) => {
    const rate = selectRate(cart.taxTables, taxTableSelector);
    assert(rate !== null, "an item of a stored cart has a tax rate");
    const net = multiply(stored(unitPrice), stored(quantity));
    return unitsHalfUp(multiply(net, add(one, rate)), decimals);
  });
  return totals.every((total) => total <= largest && total >= -largest) ? totals : null;
}

/** Of what can be shown as an amount. */
const largest = BigInt(Number.MAX_SAFE_INTEGER);

function stored(value: number | string): Decimal {
  const decimal = parseDecimal(value, mostDecimals);
  assert(decimal !== null, "a decimal of a stored cart is readable");
  return decimal;
}
