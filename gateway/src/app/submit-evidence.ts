import { advanceDispute } from "#domain/dispute/dispute.ts";
import type { OrderKey } from "#domain/ids.ts";
import { isAwaitingEvidence } from "./close-disputes.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * The shop has added a document to an order: disputes that were open have been
 * answered and are closed by no date any more. An order without one is left
 * alone, and repeating it changes nothing; so it is called after every document.
 */
export async function submitEvidence(deps: Dependencies, key: OrderKey): Promise<void> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    const now = deps.clock.now();
    const answered = (record?.related ?? []).flatMap((one) =>
      one.dispute !== null && isAwaitingEvidence(one)
        ? [{ ...one, dispute: advanceDispute(one.dispute, "submit"), modifiedAt: now }]
        : [],
    );
    if (record === null || answered.length === 0) return;
    await transaction.save({ order: { ...record.order, modifiedAt: now }, related: answered });
  });
}
