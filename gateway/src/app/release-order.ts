import type { JsonObject } from "#domain/json.ts";
import type { Site } from "#domain/merchant/site.ts";
import { captureRemain, type Order } from "#domain/order/order.ts";
import type { Refusal } from "#domain/refusal.ts";
import { assert, ok, type Result } from "#domain/result.ts";
import { hourMs, later } from "#domain/time.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import { type Decision, intendCapture } from "./intend-capture.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { readOrder } from "./read-order.ts";
import type { Captured } from "./record-capture.ts";
import { settleCapture } from "./settle-capture.ts";

export interface ReleaseOrder {
  readonly site: Site;
  readonly order: string;
  readonly kept: JsonObject;
}

/** Gives up what is left of an authorization. Refused with 1006, 1000 and 1021 like a capture. */
export async function releaseOrder(
  deps: Dependencies,
  command: ReleaseOrder,
): Promise<Result<Captured, Refusal>> {
  const found = await readOrder(deps, command.site, command.order);
  if (!found.ok) return found;
  const intended = await intendCapture(deps, found.value.order, decideRelease, command.kept);
  if (!intended.ok) return intended;
  return settleCapture(deps, command.site, intended.value);
}

/**
 * An authorization nobody captured in time is given up (contract, cards-3ds.md
 * §11). While a capture is under way, or the acquirer does not let go of it, it is
 * tried again every hour.
 */
export async function expireAuthorization(deps: Dependencies, key: Order["key"]): Promise<JobOutcome> {
  const found = await deps.store.findByKey(key);
  if (found?.order.phase !== "authorized") return { kind: "done" };
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  const intended = await intendCapture(deps, found.order, decideRelease, {});
  const released = intended.ok ? await settleCapture(deps, site, intended.value) : intended;
  return released.ok ? { kind: "done" } : { kind: "again", at: later(deps.clock.now(), hourMs) };
}

const decideRelease = (record: FullRecord): Result<Decision, Refusal> =>
  ok({ type: "auth-cancellation", amount: captureRemain(record.order), newOrderId: null });
