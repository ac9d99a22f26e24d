import { type CheckoutAnswers, fillIn, openQuestions } from "#domain/checkout/checkout.ts";
import type { Order } from "#domain/order/order.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Dependencies } from "./dependencies.ts";
import type { PageRefusal } from "./page-refusal.ts";

/**
 * The shopper has filled in the form of a FastCheckout order: his answers and what
 * the shipment costs are written to it in one change. Refused with `not-open` where
 * the order is no longer as he saw it; a second submit changes nothing.
 */
export async function fillInCheckout(
  deps: Dependencies,
  seen: Order,
  answers: CheckoutAnswers,
): Promise<Result<Order, PageRefusal>> {
  return deps.store.transaction<Result<Order, PageRefusal>>(async (transaction) => {
    const record = await transaction.lock(seen.key);
    if (record?.order.phase !== "open" || record.order.version !== seen.version) return refuse("not-open");
    if (openQuestions(record.order) === null) return refuse("not-open");
    const order = fillIn(record.order, answers, deps.clock.now());
    await transaction.save({ order, rewritesDetails: true });
    return ok(order);
  });
}
