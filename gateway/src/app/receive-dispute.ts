import type { DisputeAdvice } from "#domain/dispute/dispute-advice.ts";
import { type OrderKey, type TransactionId, transactionId } from "#domain/ids.ts";
import { assert } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { DisputeReceipt } from "#ports/dispute-receiver.ts";
import type { Change, FullRecord } from "#ports/store.ts";
import { chargeBack, type DisputeDecision, reverseChargeback } from "./charge-back.ts";
import type { Dependencies } from "./dependencies.ts";
import { endReview } from "./settle-review.ts";

/**
 * Books what the acquirer tells of a dispute: a chargeback, or that one was won.
 * The reference of the dispute makes it happen once: under the order's lock the
 * related transactions tell whether it is there, and the database refuses a
 * second one. Throws where nothing could be written; the acquirer is then not
 * answered and tells it again.
 */
export async function receiveDispute(deps: Dependencies, advice: DisputeAdvice): Promise<DisputeReceipt> {
  const found = await deps.store.findByDisputedMessage(advice.original);
  if (found === null) return "unknown-original";
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  if (site.acceptor.acceptorId !== advice.acceptorId) return "unknown-original";
  const id = transactionId(await deps.store.nextTransactionNumber());
  const decided = await book(deps, advice, found.order.key, id);
  if (decided.kind === "change" && decided.excess > 0n) {
    // The shopper has the money twice: somebody should tell the acquirer that it was refunded.
    deps.log.warn("dispute.exceeds-refunds", { transaction: id, excess: String(decided.excess) });
  }
  return decided.kind === "receipt" ? decided.receipt : "recorded";
}

const book = (
  deps: Dependencies,
  advice: DisputeAdvice,
  key: OrderKey,
  id: TransactionId,
): Promise<DisputeDecision> =>
  deps.store.transaction<DisputeDecision>(async (transaction) => {
    const record = await transaction.lock(key);
    assert(record !== null, "an order vanished");
    const now = deps.clock.now();
    const reviewed = advice.kind === "chargeback" ? withoutReview(record, now) : null;
    const decided =
      advice.kind === "chargeback"
        ? chargeBack(reviewed?.record ?? record, advice, id, now)
        : reverseChargeback(record, advice, id, now);
    if (decided.kind === "change") {
      // Two steps of the table: each is written, so each is in the history.
      if (reviewed !== null) await transaction.save(reviewed.change);
      await transaction.save(decided.change);
    }
    return decided;
  });

/**
 * The payment as it is without the review that holds it, or null where none does.
 * An issuer does not wait for a review, and what he took cannot be given back by
 * a reversal any more: the payment is booked as the one that he took back. A card
 * that came with it is not kept.
 */
function withoutReview(
  record: FullRecord,
  now: Instant,
): { readonly change: Change; readonly record: FullRecord } | null {
  if (record.order.phase !== "uncleared") return null;
  const change: Change = { ...endReview(record, "clear", now), token: { kind: "erase" } };
  return { change, record: { ...record, order: change.order } };
}
