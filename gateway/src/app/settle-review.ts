import type { OrderKey } from "#domain/ids.ts";
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
    if (record?.order.phase !== "uncleared" || record.attempt === null) return;
    const { order, attempt } = record;
    const now = deps.clock.now();
    const notify = { kind: "deliver-notification", runAt: now } as const;
    if (attempt.authorization?.reviewAdvice === "complete") {
      const why = { reason: order.reason, reasonCode: order.reasonCode };
      await transaction.save({ order: advance(order, "clear", now, why), jobs: [notify] });
      return;
    }
    await transaction.save({
      order: advance(order, "reject", now, noReason),
      attempt: ended(attempt, "undo", now, null),
      jobs: [notify, { kind: "resolve-unknown", runAt: now }],
    });
  });
  return { kind: "done" };
}
