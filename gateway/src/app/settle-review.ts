import { reviewOf } from "#domain/fraud/review.ts";
import type { OrderKey } from "#domain/ids.ts";
import { minor } from "#domain/money.ts";
import { captureExpiry } from "#domain/payment/authorization-life.ts";
import { type Attempt, isCardAttempt } from "#domain/payment/attempt.ts";
import { assert } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { Change, OrderRecord } from "#ports/store.ts";
import { advance, noReason, type Order } from "#domain/order/order.ts";
import type { Dependencies } from "./dependencies.ts";
import { ended } from "./authorize-card.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * The review of a held payment is over: the acquirer's with its verdict, the
 * merchant's because he let the time pass. The payment is cleared, or it is void
 * and its money is given back by a reversal.
 */
export async function settleReview(deps: Dependencies, key: OrderKey): Promise<JobOutcome> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    if (record?.order.phase !== "uncleared") return;
    if (!isCardAttempt(record.attempt)) return;
    const { risk, authorization } = record.attempt;
    const review = reviewOf(risk, authorization?.reviewAdvice ?? null);
    assert(review !== null, "a payment was held, and nobody reviews it");
    await transaction.save(endReview(record, review.verdict, deps.clock.now()));
  });
  return { kind: "done" };
}

/** What the end of a review changes; also used when the shop decides before the acquirer. */
export function endReview(
  { order, attempt }: OrderRecord,
  verdict: "clear" | "reject",
  now: Instant,
): Change {
  assert(attempt !== null, "a review of what was never paid");
  if (verdict === "clear") return cleared(order, attempt, now);
  const notify = { kind: "deliver-notification", runAt: now } as const;
  return {
    order: { ...advance(order, "reject", now, noReason), amountCaptured: minor(0n) },
    attempt: ended(attempt, "undo", now),
    token: { kind: "erase" },
    jobs: [notify, { kind: "resolve-unknown", runAt: now }],
    dropJobs: ["settle-review"],
  };
}

/**
 * Money that only is reserved goes on waiting for its capture. The scheme counts
 * from the authorization, so the time in review is taken off the time to capture.
 */
function cleared(order: Order, attempt: Attempt, now: Instant): Change {
  const why = { reason: order.reason, reasonCode: order.reasonCode };
  const notify = { kind: "deliver-notification", runAt: now } as const;
  if (!order.details.manualCapture || !isCardAttempt(attempt)) {
    return {
      order: advance(order, "clear", now, why),
      token: { kind: "confirm" },
      jobs: [notify],
      dropJobs: ["settle-review"],
    };
  }
  const authorizedAt = attempt.modifiedAt;
  const expiresAt = captureExpiry(attempt.card.brand, authorizedAt);
  return {
    order: { ...advance(order, "clear-reserved", now, why), completedAt: authorizedAt },
    token: { kind: "confirm" },
    jobs: [notify, { kind: "expire-authorization", runAt: expiresAt }],
    dropJobs: ["settle-review"],
  };
}
