import type { OrderKey } from "#domain/ids.ts";
import { minor } from "#domain/money.ts";
import { isCardAttempt } from "#domain/payment/attempt.ts";
import { assert } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { Change, OrderRecord } from "#ports/store.ts";
import { advance, noReason } from "#domain/order/order.ts";
import type { Dependencies } from "./dependencies.ts";
import { ended } from "./authorize-card.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * The acquirer's review of a held payment is over: the payment is cleared, or it
 * is void and its money is given back by a reversal.
 */
export async function settleReview(deps: Dependencies, key: OrderKey): Promise<JobOutcome> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    if (record?.order.phase !== "uncleared") return;
    if (!isCardAttempt(record.attempt)) return;
    const isGood = record.attempt.authorization?.reviewAdvice === "complete";
    await transaction.save(endReview(record, isGood ? "clear" : "reject", deps.clock.now()));
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
  const notify = { kind: "deliver-notification", runAt: now } as const;
  if (verdict === "clear") {
    const why = { reason: order.reason, reasonCode: order.reasonCode };
    return {
      order: advance(order, "clear", now, why),
      token: { kind: "confirm" },
      jobs: [notify],
      dropJobs: ["settle-review"],
    };
  }
  return {
    order: { ...advance(order, "reject", now, noReason), amountCaptured: minor(0n) },
    attempt: ended(attempt, "undo", now),
    token: { kind: "erase" },
    jobs: [notify, { kind: "resolve-unknown", runAt: now }],
    dropJobs: ["settle-review"],
  };
}
