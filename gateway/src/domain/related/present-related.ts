import type { Dispute } from "../dispute/dispute.ts";
import type { Json, JsonObject } from "../json.ts";
import { pendingRefund } from "../method/pending-refund.ts";
import type { Site } from "../merchant/site.ts";
import { toWire } from "../money.ts";
import type { Order } from "../order/order.ts";
import type { WireStatus } from "../order/phase.ts";
import { type Attempt, methodOf } from "../payment/attempt.ts";
import { toOrderTime } from "../time.ts";
import type { RelatedTransaction } from "./related-transaction.ts";

/** Our states in the words of the contract: what is under way is to the shop as it began. */
export function presentRelatedState(
  { type, state }: Pick<RelatedTransaction, "type" | "state">,
  attempt: Attempt | null,
): WireStatus {
  if (state !== "reserved" && state !== "sent") return { status: state, financialStatus: state };
  return type === "refund" && attempt !== null
    ? pendingRefund(methodOf(attempt))
    : { status: "reserved", financialStatus: "reserved" };
}

/** An order with what it is paid with and what followed. */
interface PaidOrder {
  readonly order: Order;
  readonly attempt: Attempt | null;
  readonly related: readonly RelatedTransaction[];
}

/** `related_transactions` of an order object: null when there are none (contract, refunds.md §5). */
export function presentRelated(
  { order, attempt, related }: PaidOrder,
  site: Site,
  shown: readonly RelatedTransaction[] = related,
): Json {
  if (shown.length === 0) return null;
  return shown.map((one) => ({
    amount: toWire(one.money.amount),
    costs: [],
    created: toOrderTime(one.createdAt),
    currency: one.money.currency,
    description: one.description === "" ? defaultDescription(one, site) : one.description,
    items: null,
    modified: toOrderTime(one.modifiedAt),
    order_id: one.type === "capture" ? (one.givenOrderId ?? order.orderId) : order.orderId,
    reference_transaction_id: order.transactionId,
    ...(one.type === "refund" ? { refund_order_id: one.givenOrderId ?? order.orderId } : {}),
    status: presentRelatedState(one, attempt).status,
    transaction_id: one.transactionId,
    type: one.type,
    ...(one.dispute === null ? {} : { dispute: presentDispute(one.dispute) }),
  }));
}

/** `dispute` of a chargeback (contract, refunds.md §7), also in the list of transactions. */
export const presentDispute = (dispute: Dispute): JsonObject => ({
  merchant_response_date: toOrderTime(dispute.responseDueAt),
  status: dispute.status,
  reason_code: dispute.reasonCode,
  reason_description: dispute.reasonDescription,
});

function defaultDescription(related: RelatedTransaction, site: Site): string {
  switch (related.type) {
    case "refund":
      return `Refund order ${related.transactionId} for ${site.name}`;
    case "capture":
      return `Capture ${related.transactionId} for ${site.name}`;
    case "auth-cancellation":
      return `Release ${related.transactionId} for ${site.name}`;
    case "chargeback":
      return `Chargeback ${related.transactionId} for ${site.name}`;
    case "reverse-chargeback":
      return `Reversal of chargeback ${related.transactionId} for ${site.name}`;
  }
}
