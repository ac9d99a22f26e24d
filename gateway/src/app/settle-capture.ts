import type { Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import { followUpRetryMs } from "#domain/order/timers.ts";
import { isUndecided } from "#domain/payment/decline-reason.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import { later } from "#domain/time.ts";
import type { FollowUpOutcome } from "#ports/acquirer.ts";
import type { Dependencies } from "./dependencies.ts";
import type { Intended } from "./intend-capture.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { type Captured, recordCapture } from "./record-capture.ts";

/** Sends what was intended and records the answer. Refused with 1000 where the acquirer refuses, with 1021 where it has not answered. */
export async function settleCapture(
  deps: Dependencies,
  site: Site,
  intended: Intended,
): Promise<Result<Captured, Refusal>> {
  const outcome = await send(deps, site, intended, false);
  switch (isDecided(outcome) ? outcome.kind : "unknown") {
    case "done":
      return ok(await recordCapture(deps, site, intended.related, "done"));
    case "refused":
      await recordCapture(deps, site, intended.related, "refused");
      return refuse(refusal(1000, "Transaction not allowed: the acquirer refuses it"));
    default:
      return refuse(
        refusal(1021, "Cannot create transaction: the acquirer has not answered yet; it goes on"),
      );
  }
}

type Decided = Extract<FollowUpOutcome, { readonly kind: "done" | "refused" }>;

/** What leaves the transaction under way is everything else: it is sent again under its own reference. */
const isDecided = (outcome: FollowUpOutcome): outcome is Decided =>
  outcome.kind === "done" || (outcome.kind === "refused" && !isUndecided(outcome.responseCode));

async function send(
  deps: Dependencies,
  site: Site,
  { record: { order, attempt }, related }: Intended,
  isRepeat: boolean,
): Promise<FollowUpOutcome> {
  assert(attempt?.kind === "authorization" && attempt.reference !== null, "nothing was authorized");
  assert(related.reference !== null, "a message without a reference");
  const original = { kind: "authorization", reference: attempt.reference } as const;
  const common = {
    reference: related.reference,
    original,
    merchant: { ...site.acceptor, name: site.name },
    isRepeat,
  };
  return related.type === "capture"
    ? deps.acquirer.capture({
        ...common,
        money: related.money,
        authorizationCode: attempt.authorization?.authorizationCode ?? "",
      })
    : deps.acquirer.release({ ...common, money: order.money, captured: order.amountCaptured });
}

/** The job that looks after a capture or release without an answer: the same message again, until there is one. */
export async function settleAuthorization(
  deps: Dependencies,
  key: Order["key"],
  tries: number,
): Promise<JobOutcome> {
  const found = await deps.store.findByKey(key);
  const related = found?.related.find((one) => one.state === "sent" && one.type !== "refund");
  if (found === null || related === undefined) return { kind: "done" };
  const site = await deps.store.findSite(found.order.siteId);
  assert(site !== null, "an order without a site");
  const outcome = await send(deps, site, { record: found, related }, true);
  if (isDecided(outcome)) {
    await recordCapture(deps, site, related, outcome.kind);
    return { kind: "done" };
  }
  deps.log.warn("authorization.open", { related: related.transactionId, outcome: outcome.kind, tries });
  return { kind: "again", at: later(deps.clock.now(), followUpRetryMs(tries)) };
}
