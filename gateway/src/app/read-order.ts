import { type OrderId, parseOrderId } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * An order of the site by the shop's id, else by transaction id: an exact order
 * id wins over an equal number (contract, orders.md). Refused with 1006.
 */
export async function readOrder(
  deps: Dependencies,
  site: Site,
  name: string,
): Promise<Result<FullRecord, Refusal>> {
  const orderId: OrderId | null = parseOrderId(name);
  const byOrderId = orderId === null ? null : await deps.store.findByOrderId(site.id, orderId);
  if (byOrderId !== null) return ok(byOrderId);
  const number = /^[1-9]\d{0,15}$/.test(name) ? Number(name) : Number.NaN;
  const byNumber = Number.isSafeInteger(number)
    ? await deps.store.findByTransactionId(site.id, number)
    : null;
  return byNumber === null ? refuse(refusal(1006)) : ok(byNumber);
}
