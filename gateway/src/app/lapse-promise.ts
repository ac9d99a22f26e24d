import type { OrderKey } from "#domain/ids.ts";
import { followUpRetryMs } from "#domain/order/timers.ts";
import { isPromised } from "#domain/payment/promise.ts";
import { later } from "#domain/time.ts";
import { consultProvider } from "./ask-provider.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * The shop did not ship in time: the provider lets go of its promise, and the
 * order is void. What was shipped meanwhile, or may be shipped for longer, stays.
 */
export async function lapsePromise(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const found = await deps.store.findByKey(key);
  if (found === null || !isPromised(found)) return { kind: "done" };
  const { shipBy } = found.attempt.provider;
  const now = deps.clock.now();
  if (shipBy > now) return { kind: "again", at: shipBy };
  const consulted = await consultProvider(deps, key, (id) => deps.bank.cancel(id));
  return consulted === null || consulted.outcome.kind === "told" || consulted.outcome.kind === "refused"
    ? { kind: "done" }
    : { kind: "again", at: later(now, followUpRetryMs(tries)) };
}
