import type { DisputeAdvice } from "#domain/dispute/dispute-advice.ts";
import { advanceDispute, type Dispute, disputeResponseMs, excessOf } from "#domain/dispute/dispute.ts";
import type { TransactionId } from "#domain/ids.ts";
import { type Minor, minor } from "#domain/money.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { step } from "#domain/order/phase.ts";
import { advanceRelated, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert } from "#domain/result.ts";
import { type Instant, later } from "#domain/time.ts";
import type { DisputeReceipt } from "#ports/dispute-receiver.ts";
import type { Change, FullRecord } from "#ports/store.ts";
import { closingJobs } from "./close-disputes.ts";
import { refundable } from "./refund-order.ts";
import { isLater, withoutRefund } from "./take-back-refund.ts";

/**
 * What a chargeback and its reversal change. The acquirer tells what has happened,
 * so the whole amount is booked, also where refunds leave less than that: what
 * goes beyond is kept as the excess of the dispute. A refund that is still
 * reserved would give the shopper the money a second time: it is void, and may be
 * asked for again if the dispute is won. A refund that is under way cannot be
 * called back and goes on until it is answered.
 */
export type DisputeDecision =
  | { readonly kind: "change"; readonly change: Change; readonly excess: Minor }
  | { readonly kind: "receipt"; readonly receipt: DisputeReceipt };

const receipt = (value: DisputeReceipt): DisputeDecision => ({ kind: "receipt", receipt: value });

/** The issuer took the money. */
export function chargeBack(
  record: FullRecord,
  advice: DisputeAdvice,
  id: TransactionId,
  now: Instant,
): DisputeDecision {
  const known = related(record, "chargeback", advice.reference);
  if (known !== undefined) return receipt(isSameMoney(known, advice) ? "recorded" : "not-allowed");
  const { order } = record;
  if (step(order.phase, "charge-back") === null || advice.money.currency !== order.money.currency) {
    return receipt("not-allowed");
  }
  const moved = refundable(record);
  const standing = standingChargebacks(record);
  if (standing + advice.money.amount > moved) return receipt("exceeds");

  const reserved = record.related.filter((one) => one.type === "refund" && one.state === "reserved");
  // From the last to the first: only the last refund by cart can be taken out of the cart.
  const lastFirst = reserved.toSorted((a, b) => (isLater(a, b) ? -1 : 1));
  const unrefunded = lastFirst.reduce(withoutRefund, record).order;
  const given = unrefunded.amountRefunded + standing;
  const excess = excessOf(advice.money.amount, minor(given < moved ? moved - given : 0n));
  const dispute: Dispute = {
    reference: advice.reference,
    status: "open",
    responseDueAt: later(now, disputeResponseMs),
    reasonCode: advice.reasonCode,
    reasonDescription: advice.reasonDescription,
    excess,
  };
  const chargeback = disputed(record, advice, { id, dispute, now });
  const why = { reason: order.reason, reasonCode: order.reasonCode };
  return {
    kind: "change",
    excess,
    change: {
      order: advance(unrefunded, "charge-back", now, why),
      rewritesDetails: unrefunded.details.cart !== order.details.cart,
      related: [...reserved.map((one) => advanceRelated(one, "void", now)), chargeback],
      jobs: [{ kind: "deliver-notification", runAt: now }, ...closingJobs([...record.related, chargeback])],
    },
  };
}

/** The dispute was won: the money is back, and the order is where it would be without the chargeback. */
export function reverseChargeback(
  record: FullRecord,
  advice: DisputeAdvice,
  id: TransactionId,
  now: Instant,
): DisputeDecision {
  const chargeback = related(record, "chargeback", advice.reference);
  if (chargeback === undefined || chargeback.dispute === null) return receipt("unknown-original");
  if (!isSameMoney(chargeback, advice)) return receipt("not-allowed");
  if (related(record, "reverse-chargeback", advice.reference) !== undefined) return receipt("recorded");
  const dispute = advanceDispute(chargeback.dispute, "win");
  const { order } = record;
  const isLast = standingChargebacks(record) === advice.money.amount;
  return {
    kind: "change",
    excess: minor(0n),
    change: {
      order: isLast ? restored(record, now) : { ...order, modifiedAt: now },
      related: [{ ...chargeback, dispute, modifiedAt: now }, disputed(record, advice, { id, dispute, now })],
      jobs: [{ kind: "deliver-notification", runAt: now }],
    },
  };
}

function disputed(
  { order, attempt }: FullRecord,
  { kind, money, reasonDescription }: DisputeAdvice,
  made: { readonly id: TransactionId; readonly dispute: Dispute; readonly now: Instant },
): RelatedTransaction {
  assert(attempt !== null, "a chargeback of what was never paid");
  return {
    transactionId: made.id,
    orderKey: order.key,
    attemptKey: attempt.key,
    type: kind,
    // It has happened: there is nothing to send and nothing to wait for.
    state: "completed",
    money,
    description: reasonDescription,
    givenOrderId: null,
    childOrder: null,
    reference: null,
    kept: {},
    cartBefore: null,
    dispute: made.dispute,
    createdAt: made.now,
    modifiedAt: made.now,
  };
}

const related = (
  record: FullRecord,
  type: RelatedTransaction["type"],
  reference: string,
): RelatedTransaction | undefined =>
  record.related.find((one) => one.type === type && one.dispute?.reference === reference);

const isSameMoney = ({ money }: RelatedTransaction, advice: DisputeAdvice): boolean =>
  money.amount === advice.money.amount && money.currency === advice.money.currency;

/** What chargebacks hold of the payment: those won have given theirs back. */
function standingChargebacks(record: FullRecord): Minor {
  const sumOf = (type: RelatedTransaction["type"]): bigint =>
    record.related.filter((one) => one.type === type).reduce((sum, one) => sum + one.money.amount, 0n);
  return minor(sumOf("chargeback") - sumOf("reverse-chargeback"));
}

/** Where the refunds that stand lead, as if there had been no chargeback. */
function restored(record: FullRecord, now: Instant): Order {
  const { order } = record;
  const why = { reason: order.reason, reasonCode: order.reasonCode };
  if (order.amountRefunded === 0n) {
    return advance(order, order.shippedAt === null ? "restore-completed" : "restore-shipped", now, why);
  }
  const isAll = order.amountRefunded === refundable(record);
  return advance(order, isAll ? "restore-refunded" : "restore-part", now, why);
}
