import { minor } from "#domain/money.ts";
import type { Cart } from "#domain/order/cart.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { advanceRelated, isLive, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import type { Instant } from "#domain/time.ts";
import type { Change, FullRecord } from "#ports/store.ts";

/** What a refund that comes to nothing changes: sum, status and cart are as they were without it. */
export function takeBack(
  record: FullRecord,
  refund: RelatedTransaction,
  command: "void" | "decline",
  now: Instant,
): Change {
  const { order } = withoutRefund(record, refund);
  return {
    order: order.phase === "chargedback" ? { ...order, modifiedAt: now } : restored(order, now),
    rewritesDetails: order.details.cart !== record.order.details.cart,
    related: [advanceRelated(refund, command, now)],
    jobs: [{ kind: "deliver-notification", runAt: now }],
  };
}

/** The order without the refund, in the phase in which it is: a chargeback stands whatever becomes of refunds. */
export function withoutRefund(record: FullRecord, refund: RelatedTransaction): FullRecord {
  const { order, related } = record;
  return {
    ...record,
    order: {
      ...order,
      amountRefunded: minor(order.amountRefunded - refund.money.amount),
      details: { ...order.details, cart: cartWithout(record, refund) },
    },
    related: related.filter((one) => one !== refund),
  };
}

function restored(order: Order, now: Instant): Order {
  const unrefunded = order.shippedAt === null ? "restore-completed" : "restore-shipped";
  const why = { reason: order.reason, reasonCode: order.reasonCode };
  return advance(order, order.amountRefunded > 0n ? "restore-part" : unrefunded, now, why);
}

/** Numbers are drawn in blocks and before the lock: time tells the order, the number only breaks a tie. */
export const isLater = (one: RelatedTransaction, other: RelatedTransaction): boolean =>
  one.createdAt === other.createdAt
    ? one.transactionId > other.transactionId
    : one.createdAt > other.createdAt;

/** Only the last refund by cart can be taken out of the cart again: a later one was reckoned from its outcome. */
function cartWithout({ order, related }: FullRecord, refund: RelatedTransaction): Cart | null {
  const isFollowed = related.some((one) => isLive(one) && one.cartBefore !== null && isLater(one, refund));
  return refund.cartBefore === null || isFollowed ? order.details.cart : refund.cartBefore;
}
