import type { OrderKey, SiteId } from "#domain/ids.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Order } from "#domain/order/order.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * Tells the shop of an order again, by an entry of the log: the order as it is
 * now, not as it was then. It goes the way of every notification, so it never
 * overtakes another of the same order, and it is tried four times anew. Refused
 * for an entry of other sites (`not-found`), and after five within a quarter of
 * an hour (`limited`).
 */
export async function resendNotification(
  deps: Dependencies,
  sites: readonly SiteId[],
  id: number,
): Promise<Result<Order, "not-found" | "limited">> {
  const key = await deps.notificationLog.orderOf(sites, id);
  return key === null ? refuse("not-found") : resendOrder(deps, key);
}

async function resendOrder(
  deps: Dependencies,
  key: OrderKey,
): Promise<Result<Order, "not-found" | "limited">> {
  const record = await deps.store.findByKey(key);
  if (record === null) return refuse("not-found");
  const resent = await deps.notificationLog.resend(key, deps.clock.now());
  return resent === "limited" ? refuse("limited") : ok(record.order);
}
