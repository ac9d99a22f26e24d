import { type OrderId, transactionId } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import type { Minor } from "#domain/money.ts";
import type { Order } from "#domain/order/order.ts";
import { unknownAfterMs } from "#domain/order/timers.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import { later } from "#domain/time.ts";
import type { FullRecord } from "#ports/store.ts";
import { newReference } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * Capture and release of a manual authorization: intend, commit, call, record,
 * like the payment itself. At most one of them is under way for an order; while
 * its answer is out, nothing else is captured or released, so never more than
 * was authorized.
 */

/** What is captured or given up, once the order is locked. */
export interface Decision {
  readonly type: "capture" | "auth-cancellation";
  readonly amount: Minor;
  /** Set for a partial capture. */
  readonly newOrderId: OrderId | null;
}

/** A capture or release that is about to leave, and the order as it was then. */
export interface Intended {
  readonly record: FullRecord;
  readonly related: RelatedTransaction;
}

/**
 * Writes the intent: the related transaction is `sent` under its reference, and a
 * job looks after it. Refused with 1000 where nothing is authorized or another is
 * under way, and with what `decide` refuses.
 */
export async function intendCapture(
  deps: Dependencies,
  order: Order,
  decide: (record: FullRecord) => Result<Decision, Refusal>,
  kept: JsonObject,
): Promise<Result<Intended, Refusal>> {
  const reference = await newReference(deps);
  const id = transactionId(await deps.store.nextTransactionNumber());
  return deps.store.transaction<Result<Intended, Refusal>>(async (transaction) => {
    const record = await transaction.lock(order.key);
    if (record?.order.phase !== "authorized") return refuse(refusal(1000, "Transaction not allowed"));
    if (record.related.some((one) => one.state === "sent")) {
      return refuse(refusal(1000, "Transaction not allowed: a capture or release is under way"));
    }
    const decided = decide(record);
    if (!decided.ok) return decided;
    const { type, amount, newOrderId } = decided.value;
    const now = deps.clock.now();
    assert(record.attempt !== null, "an authorized order without a payment");
    const related: RelatedTransaction = {
      transactionId: id,
      orderKey: order.key,
      attemptKey: record.attempt.key,
      type,
      state: "sent",
      money: { amount, currency: order.money.currency },
      description: "",
      givenOrderId: newOrderId,
      childOrder: null,
      reference,
      kept,
      cartBefore: null,
      dispute: null,
      createdAt: now,
      modifiedAt: now,
    };
    await transaction.save({
      order: record.order,
      related: [related],
      jobs: [{ kind: "settle-authorization", runAt: later(now, unknownAfterMs) }],
    });
    return ok({ record, related });
  });
}
