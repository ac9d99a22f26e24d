import type { OrderKey } from "#domain/ids.ts";
import { advance, noReason } from "#domain/order/order.ts";
import { cardExpiryMs, expiryPostponedMs } from "#domain/order/timers.ts";
import { type ProviderAttempt } from "#domain/payment/attempt.ts";
import { later } from "#domain/time.ts";
import { consultProvider } from "./ask-provider.ts";
import { ended } from "./authorize-card.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { expiryOf, startAgain } from "./provider-payment.ts";

/**
 * Nobody finished in time: an open page whose life is over, or a card payment an
 * hour after it began (contract, statuses.md §5). While an authorization may be
 * under way the order does not expire: its money must be known first.
 */
export async function expireOrder(deps: Dependencies, key: OrderKey): Promise<JobOutcome> {
  const found = await deps.store.findByKey(key);
  if (found?.order.phase === "started" && found.attempt?.kind === "transfer") {
    return expireAtProvider(deps, key, found.attempt);
  }
  return expireHere(deps, key);
}

/** The provider must let go of the payment first: it may have taken the money in the last moment. */
async function expireAtProvider(
  deps: Dependencies,
  key: OrderKey,
  attempt: ProviderAttempt,
): Promise<JobOutcome> {
  const dueAt = expiryOf(attempt);
  const now = deps.clock.now();
  if (dueAt === null) return { kind: "done" };
  if (dueAt > now) return { kind: "again", at: dueAt };
  await startAgain(deps, key);
  const consulted = await consultProvider(deps, key, (id) => deps.bank.cancel(id), {
    read: (report) => (report.status === "cancelled" ? { ...report, status: "expired" } : report),
  });
  return consulted?.record.order.phase === "started" || consulted === null
    ? { kind: "again", at: later(now, expiryPostponedMs) }
    : { kind: "done" };
}

async function expireHere(deps: Dependencies, key: OrderKey): Promise<JobOutcome> {
  return deps.store.transaction<JobOutcome>(async (transaction) => {
    const record = await transaction.lock(key);
    if (record === null) return { kind: "done" };
    const { order, attempt } = record;
    const now = deps.clock.now();
    if (order.phase !== "open" && order.phase !== "started") return { kind: "done" };
    // Whoever made the page anew, or began to pay, while this run waited for the lock has moved the end.
    const dueAt = attempt === null ? order.sessionExpiresAt : later(attempt.createdAt, cardExpiryMs);
    if (dueAt > now) return { kind: "again", at: dueAt };
    if (order.phase === "open") {
      await transaction.save({
        order: advance(order, "expire", now, noReason),
        jobs: [{ kind: "deliver-notification", runAt: now }],
      });
      return { kind: "done" };
    }
    if (attempt?.state !== "preparing" && attempt?.state !== "challenging") {
      return { kind: "again", at: later(now, expiryPostponedMs) };
    }
    await transaction.save({
      order: advance(order, "expire", now, noReason),
      attempt: ended(attempt, "abandon", now),
      jobs: [{ kind: "deliver-notification", runAt: now }],
    });
    return { kind: "done" };
  });
}
