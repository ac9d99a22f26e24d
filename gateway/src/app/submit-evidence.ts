import { advanceDispute } from "#domain/dispute/dispute.ts";
import type { Instant } from "#domain/time.ts";
import type { Change, FullRecord } from "#ports/store.ts";
import { isAwaitingEvidence } from "./close-disputes.ts";

/**
 * What a document that the shop adds to a locked order changes of its disputes:
 * those that are open have been answered. Null where there is none; the document
 * is then a document and nothing more. Repeating it changes nothing.
 */
export function submitEvidence(record: FullRecord, now: Instant): Change | null {
  const answered = record.related.flatMap((one) =>
    one.dispute !== null && isAwaitingEvidence(one)
      ? [{ ...one, dispute: advanceDispute(one.dispute, "submit"), modifiedAt: now }]
      : [],
  );
  return answered.length === 0 ? null : { order: { ...record.order, modifiedAt: now }, related: answered };
}
