import type { Site } from "#domain/merchant/site.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { isFinal, isPaid } from "#domain/order/phase.ts";
import { reversalRetryMs } from "#domain/order/timers.ts";
import { advanceAttempt, type ProviderAttempt, stepAttempt } from "#domain/payment/attempt.ts";
import { tooLittleReason } from "#domain/payment/decline-reason.ts";
import { assert } from "#domain/result.ts";
import { type Instant, later } from "#domain/time.ts";
import type { ProviderReport } from "#ports/redirect-bank.ts";
import type { AttemptChange } from "#ports/store.ts";
import { notifications } from "./authorize-card.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { ourOutcome } from "./our-outcome.ts";

type Tried = { readonly order: Order; readonly attempt: ProviderAttempt };

/**
 * True where the provider has money, or may get it, for an order that came to an
 * end without it. The order does not revive: its shop was told, and may have been
 * paid by other means.
 */
export function isMoneyForNothing({ order, attempt }: Tried, { status }: ProviderReport): boolean {
  const isOver = isFinal(order.phase) && order.phase !== "uncleared" && !isPaid(order.phase);
  return isOver && isMoney(status) && (attempt.state === "declined" || attempt.state === "abandoned");
}

/** The provider has money, or may get it. */
export const isMoney = (status: ProviderReport["status"]): boolean =>
  status === "pending" || status === "authorized" || status === "paid";

/** From here on the order is neither posted anew nor tried again until the money is back where it came from; pure. */
export function giveBack({ order, attempt }: Tried, now: Instant): AttemptChange {
  return {
    order,
    attempt: { value: advanceAttempt(attempt, "give-back", now), sealedCard: "keep", resultsHash: null },
    jobs: [{ kind: "resolve-unknown", runAt: now }],
  };
}

/**
 * Less than was asked for is no payment: the order ends, and what came goes back.
 * Null where the order is not waiting for its payment; pure.
 */
export function refuseTooLittle({ order, attempt }: Tried, site: Site, now: Instant): AttemptChange | null {
  if (order.phase !== "started" && order.phase !== "uncleared") return null;
  const { attempt: returned, jobs = [] } = giveBack({ order, attempt }, now);
  return {
    order: advance(order, "decline", now, tooLittleReason),
    attempt: returned,
    jobs: [...notifications(order, site, now), ...jobs],
    dropJobs: ["expire-order", "ask-provider"],
  };
}

/**
 * The job: gives up what is only promised and gives back what was paid, until the
 * provider holds nothing. Both go under one key each, so money goes back once.
 * The operator reads of it in the log; where the provider refuses, it is left to him.
 */
export async function returnMoney(
  deps: Dependencies,
  attempt: ProviderAttempt,
  tries: number,
): Promise<JobOutcome> {
  const outcome = await askBack(deps, attempt);
  switch (outcome.kind) {
    case "done":
      await recordReturn(deps, attempt);
      deps.log.error("provider.money-returned", { attempt: attempt.key, amount: String(outcome.amount) });
      return { kind: "done" };
    case "refused":
      deps.log.error("provider.money-kept", { attempt: attempt.key });
      return { kind: "done" };
    case "open":
      deps.log.warn("provider.money-held", { attempt: attempt.key, tries });
      return { kind: "again", at: later(deps.clock.now(), reversalRetryMs(tries)) };
  }
}

type Returned =
  /** `amount` in minor units went back. */
  { readonly kind: "done"; readonly amount: bigint } | { readonly kind: "refused" | "open" };

async function askBack(deps: Dependencies, attempt: ProviderAttempt): Promise<Returned> {
  const { paymentId } = attempt.provider;
  assert(paymentId !== null, "money for a payment that never began");
  const given = ourOutcome(attempt, await deps.bank.cancel(paymentId));
  if (given.kind === "refused") return { kind: "refused" };
  if (given.kind !== "told") return { kind: "open" };
  const { status, amountPaid } = given.report;
  if (status !== "paid" || amountPaid === 0n) {
    const isOver = status === "paid" || status === "cancelled" || status === "expired" || status === "failed";
    return isOver ? { kind: "done", amount: 0n } : { kind: "open" };
  }
  const refund = await deps.bank.refund(paymentId, {
    reference: `return-${attempt.key}`,
    amount: amountPaid,
    description: "Payment of an order that is over",
  });
  if (refund.kind === "done") return { kind: "done", amount: amountPaid };
  return { kind: refund.kind === "refused" ? "refused" : "open" };
}

async function recordReturn(deps: Dependencies, returned: ProviderAttempt): Promise<void> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(returned.orderKey);
    if (record === null) return;
    const now = deps.clock.now();
    // Of an earlier try only this job knows: its money was never on its way back beside the payment of a later one.
    const { attempt: found } = record;
    const undone = found?.key === returned.key ? found : advanceAttempt(returned, "give-back", now);
    if (stepAttempt(undone.state, "reverse") === null) return;
    const attempt = advanceAttempt(undone, "reverse", now);
    await transaction.save({
      order: record.order,
      attempt: { value: attempt, sealedCard: "keep", resultsHash: null },
    });
  });
}
