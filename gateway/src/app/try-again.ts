import { type SessionToken, transactionId } from "#domain/ids.ts";
import type { Order } from "#domain/order/order.ts";
import { mayTryAgain, triedAgain } from "#domain/order/retry.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Change, JobRequest } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import type { PageRefusal } from "./page-refusal.ts";

/**
 * The shopper tries again: the page of an unpaid order opens once more, as a
 * transaction of its own. Of two presses of the button the second finds the page
 * open already and is refused, as is who may not try again.
 */
export async function tryAgain(deps: Dependencies, token: SessionToken): Promise<Result<Order, PageRefusal>> {
  const found = await deps.store.findBySession(token);
  if (found === null || !mayTryAgain(found, deps.clock.now())) return refuse("not-open");
  const number = transactionId(await deps.store.nextTransactionNumber());
  return deps.store.transaction<Result<Order, PageRefusal>>(async (transaction) => {
    const record = await transaction.lock(found.order.key);
    const now = deps.clock.now();
    // A re-post in between has made another page: who saw the old one looks at that first.
    if (record?.order.sessionToken !== token || !mayTryAgain(record, now)) return refuse("not-open");
    const order = triedAgain(record.order, number, now);
    await transaction.save({ ...reopened(order), rewritesDetails: true });
    return ok(order);
  });
}

/** The page waits for a payment until the session ends. */
export const opened = (order: Order, reminders: readonly JobRequest[] = []): Change => ({
  order,
  jobs: [{ kind: "expire-order", runAt: order.sessionExpiresAt }, ...reminders],
});

/** The same after a try that is over: what was still to be done for it is not done to the next one. */
export const reopened = (order: Order, reminders: readonly JobRequest[] = []): Change => ({
  ...opened(order, reminders),
  dropJobs: ["resolve-unknown", "authorize-card", "ask-provider"],
});
