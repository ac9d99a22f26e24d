import type { OrderId } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Dependencies } from "./dependencies.ts";
import { readOrder } from "./read-order.ts";

export interface RenameOrder {
  readonly site: Site;
  readonly order: string;
  readonly newOrderId: OrderId;
}

/**
 * Replaces the id of a FastCheckout order: there the shop makes its own order
 * only after the payment (contract, orders.md §4). The transaction id stays.
 * Refused with 1006 (unknown order, or the new id is used) and 1000 (an order of
 * another type). Renaming to the id it has changes nothing.
 */
export async function renameOrder(
  deps: Dependencies,
  { site, order, newOrderId }: RenameOrder,
): Promise<Result<null, Refusal>> {
  const found = await readOrder(deps, site, order);
  if (!found.ok) return found;
  const { key, type, orderId } = found.value.order;
  if (type !== "checkout") {
    return refuse(refusal(1000, "Transaction not allowed: only FastCheckout orders are renamed"));
  }
  if (orderId === newOrderId) return ok(null);
  const renamed = await deps.store.renameOrder(key, newOrderId, deps.clock.now());
  return renamed === "renamed"
    ? ok(null)
    : refuse(refusal(1006, "Invalid transaction ID: new_order_id is used already"));
}
