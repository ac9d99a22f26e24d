import type { TransactionId } from "../ids.ts";
import type { Attempt } from "../payment/attempt.ts";
import { redeemedCoupons } from "../payment/coupon.ts";
import type { Instant } from "../time.ts";
import { advance, noReason, type Order } from "./order.ts";
import { step } from "./phase.ts";

/** Payments that one link may begin; the shop that wants more posts the order again (contract, orders.md §9). */
const triesAtMost = 20;

interface Tried {
  readonly order: Order;
  readonly attempt: Attempt | null;
}

/**
 * Money of the last try is still on its way back: a payment being undone, or a
 * gift card that paid a part. Nothing new begins before it is there.
 */
export const isBeingUndone = ({ order, attempt }: Tried): boolean =>
  attempt?.state === "reversing" || redeemedCoupons(order).length > 0;

/**
 * Whether the shopper may try again over the same link. A direct order has no
 * page to do so; the session must live; and the last try must have come to
 * nothing by itself, which is what `mayRetry` remembers.
 */
export const mayTryAgain = (record: Tried, now: Instant): boolean =>
  record.order.mayRetry &&
  record.order.type !== "direct" &&
  step(record.order.phase, "retry") !== null &&
  record.order.retries + 1 < triesAtMost &&
  now < record.order.sessionExpiresAt &&
  !isBeingUndone(record);

/** The order with its page open once more, under the number of a new transaction. */
export const triedAgain = (order: Order, transactionId: TransactionId, at: Instant): Order => ({
  ...advance(order, "retry", at, noReason),
  transactionId,
  retries: order.retries + 1,
  coupons: [],
  currentAttempt: null,
});
