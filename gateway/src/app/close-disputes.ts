import { advanceDispute } from "#domain/dispute/dispute.ts";
import type { OrderKey } from "#domain/ids.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import { instant } from "#domain/time.ts";
import type { JobRequest } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * Closes the disputes of an order to which the shop has not answered in time. The
 * money stays with the shopper; should the issuer give it back all the same, the
 * dispute is won like any other. The shop is not called, for the status of the
 * order is what it was.
 */
export async function closeDisputes(deps: Dependencies, key: OrderKey): Promise<JobOutcome> {
  return deps.store.transaction<JobOutcome>(async (transaction) => {
    const record = await transaction.lock(key);
    if (record === null) return { kind: "done" };
    const now = deps.clock.now();
    const related = record.related.map((one) =>
      one.dispute !== null && isAwaitingEvidence(one) && one.dispute.responseDueAt <= now
        ? { ...one, dispute: advanceDispute(one.dispute, "close"), modifiedAt: now }
        : one,
    );
    const closed = related.filter((one, index) => one !== record.related[index]);
    if (closed.length > 0) {
      await transaction.save({ order: { ...record.order, modifiedAt: now }, related: closed });
    }
    const [next] = closingJobs(related);
    return next === undefined ? { kind: "done" } : { kind: "again", at: next.runAt };
  });
}

/** The job for the first date that is still to come; an order has one, however many disputes. */
export function closingJobs(related: readonly RelatedTransaction[]): readonly JobRequest[] {
  const dates = related.flatMap((one) =>
    one.dispute !== null && isAwaitingEvidence(one) ? [one.dispute.responseDueAt] : [],
  );
  return dates.length === 0 ? [] : [{ kind: "close-disputes", runAt: instant(Math.min(...dates)) }];
}

export const isAwaitingEvidence = (one: RelatedTransaction): boolean =>
  one.type === "chargeback" && one.dispute?.status === "open";
