import type { Order } from "#domain/order/order.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import type { MadeEffect } from "#ports/idempotency-keys.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Captured } from "./record-capture.ts";
import type { Dependencies } from "./dependencies.ts";
import type { OrderUpdate } from "./update-order.ts";

/** What became of a request that was carried out and left no answer; nothing is done again. */

/** The order that was made or changed, as it is now. */
export async function recallOrder(deps: Dependencies, made: MadeEffect): Promise<FullRecord> {
  const found = made.orderKey === null ? null : await deps.store.findByKey(made.orderKey);
  assert(found !== null, "an order was marked that is not there");
  return found;
}

/** A capture or a release; refused as it would have been by its first request. */
export async function recallFollowUp(
  deps: Dependencies,
  made: MadeEffect,
): Promise<Result<Captured, Refusal>> {
  const { order, related } = await recallOrder(deps, made);
  const one = related.find(({ transactionId }) => transactionId === made.transactionId);
  // The order was posted anew since, which only one that was released can be.
  if (one === undefined) return ok({ transactionId: made.transactionId ?? 0, orderId: order.orderId });
  if (one.state === "sent") {
    return refuse(refusal(1021, "Cannot create transaction: the acquirer has not answered yet; it goes on"));
  }
  if (one.state === "declined") {
    return refuse(refusal(1000, "Transaction not allowed: the acquirer refuses it"));
  }
  if (one.childOrder !== null) {
    const part = await deps.store.findByKey(one.childOrder);
    assert(part !== null, "the order of a partial capture is not there");
    return ok({ transactionId: part.order.transactionId, orderId: part.order.orderId });
  }
  return ok({
    transactionId: one.type === "capture" ? order.transactionId : one.transactionId,
    orderId: order.orderId,
  });
}

/**
 * Whether an update is at its end. What a provider has to agree to begins with a
 * write of its own, so the order may still wait, or the provider may have said no:
 * then the update is run again, which asks under the same reference, and decides by
 * the order as it is. An open order was posted anew since.
 */
export function isCarriedOut({ phase }: Order, update: OrderUpdate): boolean {
  switch (update.kind) {
    case "cancel":
      return phase === "cancelled" || phase === "void" || phase === "open";
    case "review":
      return update.verdict === "reject" ? phase === "void" : phase !== "uncleared" && phase !== "void";
    case "ship":
    case "extend":
    case "note":
      return true;
  }
}
