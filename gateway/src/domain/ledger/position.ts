import type { Order } from "../order/order.ts";
import { isLive, type RelatedTransaction } from "../related/related-transaction.ts";
import { unreachable } from "../result.ts";
import type { Flow } from "./ledger-account.ts";
import { splitOf } from "./split.ts";

/** An order with what followed its payment: all that the books know of it. */
export interface BookedOrder {
  readonly order: Order;
  readonly related: readonly RelatedTransaction[];
}

/** How much of one flow an order has in the books. */
export interface Line {
  readonly flow: Flow;
  /** Number of the payment or of the related transaction that causes it. */
  readonly transactionId: number;
  /** The affiliate of a split; empty for everything else. */
  readonly party: string;
  /** In minor units of the order's currency, above zero. */
  readonly amount: bigint;
}

/**
 * What an order has in the books: a function of its state alone. What a change
 * posts is the difference between after and before (`postings`), so whatever
 * way an order went, the sum of its transfers is its position.
 */
export function position({ order, related }: BookedOrder): readonly Line[] {
  // What an order that was posted anew left behind has come to nothing.
  const current = related.filter((one) => one.attemptKey === order.currentAttempt);
  // Whoever has the money gives it back: the house has no part in it.
  const following = order.settlement === "completed" ? current.flatMap(relatedLines) : [];
  const lines = [...paymentLines(order, ownCapture({ order, related })), ...following];
  return lines.filter((line) => line.amount > 0n);
}

/**
 * Minor units that this order captured itself: those that became orders of their
 * own belong to these. Money that is only promised, or that stays with a wallet,
 * has not come to the house.
 */
export function ownCapture({ order, related }: BookedOrder): bigint {
  if (order.settlement !== "completed") return 0n;
  const elsewhere = related
    .filter((one) => one.attemptKey === order.currentAttempt && one.type === "capture")
    .filter((one) => one.state === "completed" && one.childOrder !== null)
    .reduce((sum, one) => sum + one.money.amount, 0n);
  return order.amountCaptured - elsewhere;
}

function paymentLines(order: Order, captured: bigint): readonly Line[] {
  const line = (flow: Flow, amount: bigint, party = ""): Line => ({
    flow,
    transactionId: order.transactionId,
    party,
    amount,
  });
  if (order.phase === "uncleared") return [line("hold", captured)];
  if (captured === 0n) return [];
  // Paid before there was a ledger: neither charged nor shared.
  if (order.fee === null) return [line("capture", captured)];
  return [
    line("capture", captured),
    line("fee", order.fee.amount),
    ...splitOf(order, captured).map((share) => line("split", share.amount, share.merchant)),
  ];
}

/** A new type of related transaction does not compile until it says here what it moves. */
function relatedLines(related: RelatedTransaction): readonly Line[] {
  const line = (flow: Flow): Line => ({
    flow,
    transactionId: related.transactionId,
    party: "",
    amount: related.money.amount,
  });
  switch (related.type) {
    case "refund":
      if (!isLive(related)) return [];
      return related.state === "completed" ? [line("refund"), line("refund-paid")] : [line("refund")];
    case "chargeback":
    case "reverse-chargeback":
      return isLive(related) ? [line(related.type)] : [];
    case "capture":
    case "auth-cancellation":
      // Their money is the order's own capture, or the capture of the order they made.
      return [];
    default:
      return unreachable(related.type);
  }
}
