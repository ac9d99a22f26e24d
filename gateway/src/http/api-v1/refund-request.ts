import type { RefundOrder, WantedAmount } from "#app/refund-order.ts";
import { exponent } from "#domain/currency.ts";
import { parseDecimal, unitsHalfUp } from "#domain/decimal.ts";
import type { Site } from "#domain/merchant/site.ts";
import { minor, parseMinor } from "#domain/money.ts";
import { parseCart } from "#domain/order/cart.ts";
import type { Order } from "#domain/order/order.ts";
import { presentCart } from "#domain/order/present-cart.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { isGiven, objectOf, storableObject, textOf } from "./lenient.ts";

/** The body of `POST /orders/{order_id}/refunds` (contract, refunds.md §1). Refused with 1001, 1006, 1008, 1010, 1016. */
export function parseRefundRequest(
  body: Readonly<Record<string, unknown>>,
  site: Site,
  order: string,
): Result<RefundOrder, Refusal> {
  const checkout = objectOf(body["checkout_data"]);
  if (checkout === null) return refuse(refusal(1016, "Missing data: checkout_data is not an object"));
  const cart = checkout["items"] === undefined ? null : remainingCart(checkout);
  const wanted = parseWanted(body, cart);
  if (!wanted.ok) return wanted;
  const description = textOf(body["description"], 200);
  if (description === null) return refuse(refusal(1008));
  const refundOrderId = textOf(body["refund_order_id"], 50);
  if (refundOrderId === null) return refuse(refusal(1006, "Invalid transaction ID: refund_order_id"));
  const vars = ["var1", "var2", "var3"].map((name) => [name, textOf(body[name], 500)] as const);
  if (vars.some(([, text]) => text === null)) return refuse(refusal(1010));
  const currency = textOf(body["currency"], 10);
  if (currency === null || (currency === undefined && cart === null)) {
    return refuse(refusal(1002));
  }
  return ok({
    site,
    order,
    currency: currency === undefined ? null : currency.toUpperCase(),
    wanted: wanted.value,
    cart,
    description: description ?? "",
    refundOrderId: refundOrderId === undefined || refundOrderId === "" ? null : refundOrderId,
    kept: storableObject(Object.fromEntries(vars.filter(([, text]) => text !== undefined))),
  });
}

/** Absent, 0, `""` and `"0"` mean everything that is left; without an amount a cart says what shall remain. */
function parseWanted(
  body: Readonly<Record<string, unknown>>,
  cart: WantedAmount | null,
): Result<WantedAmount, Refusal> {
  const { amount } = body;
  if (!isGiven(amount) && cart !== null) return ok(cart);
  const parsed = isGiven(amount) ? parseMinor(amount) : minor(0n);
  if (parsed === null) return refuse(refusal(1001));
  return ok(parsed === 0n ? { kind: "everything" } : { kind: "amount", amount: parsed });
}

/** The cart that remains is worth its total by the order's own tax tables (contract, refunds.md §3). */
const remainingCart = (checkout: Readonly<Record<string, unknown>>): WantedAmount => ({
  kind: "cart",
  remaining(order: Order) {
    const known = order.details.cart === null ? null : presentCart(order.details.cart).checkout_options;
    const cart = parseCart({
      shoppingCart: { items: checkout["items"] },
      checkoutOptions: known === null ? {} : { tax_tables: known },
      currency: order.money.currency,
      amount: order.money.amount,
      mustMatch: false,
    });
    if (!cart.ok || cart.value === null) return null;
    const total = parseDecimal(cart.value.orderTotal);
    const units = total === null ? -1n : unitsHalfUp(total, exponent(order.money.currency));
    return units < 0n ? null : { cart: cart.value, worth: minor(units) };
  },
});
