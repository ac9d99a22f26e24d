import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import type { Refusal } from "#domain/refusal.ts";
import { ok, type Result } from "#domain/result.ts";
import type { Dependencies } from "./dependencies.ts";
import { readOrder } from "./read-order.ts";
import { updateOrder } from "./update-order.ts";

/**
 * Cancels a payment that is still in progress: a page nobody has paid on, or a
 * payment whose authorization has not left. The original offers it for payments
 * at a terminal or by QR code; here every payment in progress can be given up so
 * (contract, orders.md §6). Refused with 1006 (unknown order) and 1000 (not, or
 * no longer, in progress).
 */
export async function cancelPayment(
  deps: Dependencies,
  { site, order }: { readonly site: Site; readonly order: string },
): Promise<Result<Order, Refusal>> {
  const cancelled = await updateOrder(deps, {
    site,
    order,
    update: { kind: "cancel", isSessionOnly: false },
    fulfilment: {},
  });
  if (!cancelled.ok) return cancelled;
  const found = await readOrder(deps, site, order);
  return found.ok ? ok(found.value.order) : found;
}
