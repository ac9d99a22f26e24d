import { minor } from "#domain/money.ts";
import { advance, noReason, type Order } from "#domain/order/order.ts";
import { advanceRelated, isLive, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import type { Instant } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";

/**
 * The order after its provider took back the promise to pay, shipped or not. No
 * money ever came, so none went back: refunds of it are void. Pure.
 */
export function lapsed(
  order: Order,
  related: readonly RelatedTransaction[],
  now: Instant,
): Pick<Change, "order" | "related"> {
  const refunds = related.filter(
    (one) => one.type === "refund" && one.attemptKey === order.currentAttempt && isLive(one),
  );
  return {
    order: {
      ...advance(order, "lapse", now, noReason),
      amountCaptured: minor(0n),
      amountRefunded: minor(0n),
      settlement: "completed",
    },
    related: refunds.map((one) => advanceRelated(one, "lapse", now)),
  };
}
