import type { OrderKey } from "#domain/ids.ts";
import type { Order } from "#domain/order/order.ts";
import type { ProviderAttempt } from "#domain/payment/attempt.ts";
import type { Instant } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { isMoney, returnMoney } from "./money-for-nothing.ts";
import { ourOutcome } from "./our-outcome.ts";

/**
 * Money that comes for a try which a later one followed: the order is no longer
 * about it, and may be paid by the later one. It goes back where it came from,
 * as it does for an order that is over (money-for-nothing).
 */
export const looksForLateMoney = (order: Order, now: Instant): Change => ({
  order,
  jobs: [{ kind: "return-late-money", runAt: now }],
});

/** A provider has news of an earlier try: a job asks it, for what comes of it must outlive this process. */
export async function askForLateMoney(deps: Dependencies, key: OrderKey): Promise<void> {
  await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    if (record !== null) await transaction.save(looksForLateMoney(record.order, deps.clock.now()));
  });
}

/**
 * The job: asks about every earlier try and gives back what was paid for it. Runs
 * until the provider holds nothing of any of them; repeating it gives back once.
 */
export async function returnLateMoney(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  let next: JobOutcome = { kind: "done" };
  for (const attempt of await deps.store.earlierPayments(key)) {
    const outcome = await returnOne(deps, attempt, tries);
    if (outcome.kind !== "done") next = outcome;
  }
  return next;
}

async function returnOne(deps: Dependencies, attempt: ProviderAttempt, tries: number): Promise<JobOutcome> {
  const { paymentId } = attempt.provider;
  if (paymentId === null) return { kind: "done" };
  const told = ourOutcome(attempt, await deps.bank.ask(paymentId));
  // What cannot be asked may hold money: giving back asks again until the provider answers.
  const isEmpty = told.kind === "refused" || (told.kind === "told" && !isMoney(told.report.status));
  return isEmpty ? { kind: "done" } : returnMoney(deps, attempt, tries);
}
