import type { OrderKey } from "#domain/ids.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { reversalRetryMs } from "#domain/order/timers.ts";
import { type Attempt, stepAttempt } from "#domain/payment/attempt.ts";
import { unreachedReason } from "#domain/payment/decline-reason.ts";
import { assert } from "#domain/result.ts";
import { later } from "#domain/time.ts";
import type { OrderRecord } from "#ports/store.ts";
import { refused } from "./authenticate-card.ts";
import { authorizeAuthenticated, ended } from "./authorize-card.ts";
import { newReference } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * Looks after a message whose answer was never recorded: the process died, or
 * the acquirer did not answer. The attempt's state says what was under way.
 *
 * - `authenticating`: nothing was sent to the acquirer; the payment ends declined.
 * - `authenticated`: nothing was sent either, and the cardholder agreed: it is sent now.
 * - `sent`, `reversing`: money may have moved. It is undone, and asked again until the
 *   acquirer says that it holds nothing. Until then the order stays initialized.
 */
export async function resolveUnknown(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const record = await takeOver(deps, key);
  switch (record?.attempt?.state) {
    case "authenticated":
      await authorizeAuthenticated(deps, key);
      return { kind: "done" };
    case "reversing":
      return undo(deps, record.order, record.attempt, tries);
    default:
      return { kind: "done" };
  }
}

/** From here on an answer that still comes in is too late to count. */
async function takeOver(deps: Dependencies, key: OrderKey): Promise<OrderRecord | null> {
  return deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    const attempt = record?.attempt ?? null;
    if (record === null || attempt === null) return null;
    const now = deps.clock.now();
    if (attempt.state === "sent") {
      const change = { order: record.order, attempt: ended(attempt, "doubt", now, null) };
      await transaction.save(change);
      return { order: record.order, attempt: change.attempt.value };
    }
    if (attempt.state === "authenticating") {
      const change = refused(record.order, attempt, unreachedReason, now);
      // This very job is finished by its runner.
      await transaction.save({ ...change, dropJobs: ["expire-order"] });
      return { order: change.order, attempt: null };
    }
    return record;
  });
}

async function undo(deps: Dependencies, order: Order, attempt: Attempt, tries: number): Promise<JobOutcome> {
  const site = await deps.store.findSite(order.siteId);
  const { kind } = attempt;
  assert(site !== null && attempt.reference !== null, "a payment without a site or a reference");
  assert(kind !== "capture", "a capture is not reversed");
  const outcome = await deps.acquirer.reverse({
    reference: await newReference(deps),
    original: attempt.reference,
    originalKind: kind,
    money: attempt.money,
    merchant: { ...site.acceptor, name: site.name },
    isRepeat: tries > 0,
  });
  if (outcome.kind !== "reversed") {
    deps.log.warn("reversal.open", { attempt: attempt.key, outcome: outcome.kind, tries });
    return { kind: "again", at: later(deps.clock.now(), reversalRetryMs(tries)) };
  }
  await recordReversal(deps, attempt);
  return { kind: "done" };
}

async function recordReversal(deps: Dependencies, reversed: Attempt): Promise<void> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(reversed.orderKey);
    assert(record !== null, "an order vanished while its payment was undone");
    const { order, attempt } = record;
    if (attempt?.key !== reversed.key || stepAttempt(attempt.state, "reverse") === null) return;
    const now = deps.clock.now();
    // A payment taken back after a review has ended its order already.
    const isOpen = order.phase === "started";
    await transaction.save({
      order: isOpen ? advance(order, "decline", now, unreachedReason) : order,
      attempt: ended(attempt, "reverse", now, null),
      jobs: isOpen ? [{ kind: "deliver-notification", runAt: now }] : [],
      dropJobs: ["expire-order"],
    });
  });
}
