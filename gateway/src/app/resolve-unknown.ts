import type { OrderKey } from "#domain/ids.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { authenticationLostAfterMs, reversalRetryMs, unknownAfterMs } from "#domain/order/timers.ts";
import {
  advanceAttempt,
  type Attempt,
  type CardAttempt,
  isCardAttempt,
  stepAttempt,
} from "#domain/payment/attempt.ts";
import { unreachedReason } from "#domain/payment/decline-reason.ts";
import { assert } from "#domain/result.ts";
import { type Instant, later } from "#domain/time.ts";
import { refused } from "./authenticate-card.ts";
import { authorizeAuthenticated, ended } from "./authorize-card.ts";
import { newReference } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import { returnMoney } from "./money-for-nothing.ts";
import { startAgain } from "./provider-payment.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * Looks after a message whose answer was never recorded: the process died, or
 * the acquirer did not answer. The attempt's state says what was under way.
 *
 * - `starting`: the provider is asked again to begin, under the same key.
 * - `reversing` at a provider: it has money for a payment that is over, which goes back.
 * - `authenticating`: nothing was sent to the acquirer; the payment ends declined.
 * - `authenticated`: nothing was sent either, and the cardholder agreed: it is sent now.
 * - `sent`, `reversing`: money may have moved. It is undone, and asked again until the
 *   acquirer says that it holds nothing. Until then the order stays initialized.
 */
export async function resolveUnknown(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const started = await startAgain(deps, key);
  if (started?.attempt?.kind === "transfer") {
    if (started.attempt.state === "reversing") return returnMoney(deps, started.attempt, tries);
    return started.attempt.state === "starting"
      ? { kind: "again", at: later(deps.clock.now(), reversalRetryMs(tries)) }
      : { kind: "done" };
  }
  const taken = await takeOver(deps, key);
  if (taken.kind === "too-early") return { kind: "again", at: taken.at };
  const { record } = taken;
  switch (record?.attempt.state) {
    case "authenticated":
      await authorizeAuthenticated(deps, key);
      return { kind: "done" };
    case "reversing":
      return undo(deps, record.order, record.attempt, tries);
    default:
      return { kind: "done" };
  }
}

type Taken =
  | { readonly kind: "taken"; readonly record: Lost | null }
  | { readonly kind: "too-early"; readonly at: Instant };

type Lost = { readonly order: Order; readonly attempt: CardAttempt };

/** How long after its last step an attempt in such a state is thought lost. */
const patienceMs: Partial<Record<Attempt["state"], number>> = {
  authenticating: authenticationLostAfterMs,
  sent: unknownAfterMs,
};

/** From here on an answer that still comes in is too late to count. */
async function takeOver(deps: Dependencies, key: OrderKey): Promise<Taken> {
  return deps.store.transaction<Taken>(async (transaction) => {
    const record = await transaction.lock(key);
    const attempt = record?.attempt ?? null;
    if (record === null || !isCardAttempt(attempt)) return { kind: "taken", record: null };
    const now = deps.clock.now();
    // The step may have been made while this run waited for the lock: its message is only just under way.
    const lostAt = later(attempt.modifiedAt, patienceMs[attempt.state] ?? 0);
    if (lostAt > now) return { kind: "too-early", at: lostAt };
    if (attempt.state === "sent") {
      const doubted = advanceAttempt(attempt, "doubt", now);
      await transaction.save({
        order: record.order,
        attempt: { value: doubted, sealedCard: "erase", resultsHash: null },
      });
      return { kind: "taken", record: { order: record.order, attempt: doubted } };
    }
    if (attempt.state === "authenticating") {
      const change = refused(record.order, attempt, unreachedReason, now);
      // This very job is finished by its runner.
      await transaction.save({ ...change, dropJobs: ["expire-order"] });
      return { kind: "taken", record: null };
    }
    return { kind: "taken", record: { order: record.order, attempt } };
  });
}

async function undo(
  deps: Dependencies,
  order: Order,
  attempt: CardAttempt,
  tries: number,
): Promise<JobOutcome> {
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
      attempt: ended(attempt, "reverse", now),
      jobs: isOpen ? [{ kind: "deliver-notification", runAt: now }] : [],
      dropJobs: ["expire-order"],
    });
  });
}
