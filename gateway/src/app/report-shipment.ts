import type { OrderKey } from "#domain/ids.ts";
import { followUpRetryMs } from "#domain/order/timers.ts";
import { later } from "#domain/time.ts";
import { consultProvider } from "./ask-provider.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";

/**
 * Tells the provider that the goods are on their way: what it promised becomes
 * payable. Told again under the same reference until it answers; a refusal is
 * final, and the settlement stays open.
 */
export async function reportShipment(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  const found = await deps.store.findByKey(key);
  const attempt = found?.attempt;
  if (found === null || attempt?.kind !== "transfer" || found.order.settlement !== "uncleared") {
    return { kind: "done" };
  }
  const consulted = await consultProvider(deps, key, (id) =>
    deps.bank.ship(id, { reference: `ship-${attempt.key}`, amount: found.order.money.amount }),
  );
  const outcome = consulted?.outcome.kind ?? "refused";
  if (outcome === "told") return { kind: "done" };
  deps.log.warn("shipment.open", { attempt: attempt.key, outcome, tries });
  return outcome === "refused"
    ? { kind: "done" }
    : { kind: "again", at: later(deps.clock.now(), followUpRetryMs(tries)) };
}
