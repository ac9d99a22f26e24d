import type { OrderKey } from "#domain/ids.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import { followUpRetryMs } from "#domain/order/timers.ts";
import { advanceRelated, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert } from "#domain/result.ts";
import { later } from "#domain/time.ts";
import type { FollowUpOutcome, OriginalMessage } from "#ports/acquirer.ts";
import type { FullRecord } from "#ports/store.ts";
import { newReference } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { takeBack } from "./refund-order.ts";

/**
 * The nightly run of one order: its reserved refunds go to the acquirer, one
 * after the other. Each is `sent` under a reference of its own before it leaves;
 * without an answer the very same message is sent again until there is one, and
 * the acquirer books it once.
 */
export async function processRefunds(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  for (;;) {
    const sent = await takeNext(deps, key);
    if (sent === null) return { kind: "done" };
    const outcome = await send(deps, sent.record, sent.refund);
    if (outcome.kind === "unknown" || outcome.kind === "not-sent" || isBusy(outcome)) {
      deps.log.warn("refund.open", { refund: sent.refund.transactionId, outcome: outcome.kind, tries });
      return { kind: "again", at: later(deps.clock.now(), followUpRetryMs(tries)) };
    }
    await record(deps, key, sent.refund, outcome.kind);
  }
}

/** The issuer or the acquirer's system is away (DE 39 91, 96): asked again, for nothing was decided. */
const isBusy = (outcome: FollowUpOutcome): boolean =>
  outcome.kind === "refused" && (outcome.responseCode === "91" || outcome.responseCode === "96");

/** The refund that is under way already, else the oldest reserved one, which is then. */
async function takeNext(
  deps: Dependencies,
  key: OrderKey,
): Promise<{ readonly record: FullRecord; readonly refund: RelatedTransaction } | null> {
  const reference = await newReference(deps);
  return deps.store.transaction(async (transaction) => {
    const locked = await transaction.lock(key);
    if (locked === null) return null;
    const refunds = locked.related.filter((one) => one.type === "refund");
    const underWay = refunds.find((one) => one.state === "sent");
    if (underWay !== undefined) return { record: locked, refund: underWay };
    const reserved = refunds.find((one) => one.state === "reserved");
    if (reserved === undefined) return null;
    const refund = { ...advanceRelated(reserved, "send", deps.clock.now()), reference };
    await transaction.save({ order: locked.order, related: [refund] });
    return { record: locked, refund };
  });
}

async function send(
  deps: Dependencies,
  sent: FullRecord,
  refund: RelatedTransaction,
): Promise<FollowUpOutcome> {
  const site = await deps.store.findSite(sent.order.siteId);
  assert(site !== null && refund.reference !== null, "a refund without a site or a reference");
  return deps.acquirer.refund({
    reference: refund.reference,
    original: sourceOf(sent),
    money: refund.money,
    merchant: { ...site.acceptor, name: site.name },
  });
}

/** The message that moved the money: the sale, or the capture of what was authorized. */
function sourceOf({ attempt, related }: FullRecord): OriginalMessage & { readonly kind: "sale" | "capture" } {
  assert(attempt !== null && attempt.reference !== null, "a refund of what was never paid");
  if (isSource(attempt.kind)) return { kind: attempt.kind, reference: attempt.reference };
  const capture = related.find(
    (one) => one.type === "capture" && one.state === "completed" && one.childOrder === null,
  );
  assert(
    capture?.reference !== null && capture?.reference !== undefined,
    "a refund of what was never captured",
  );
  return { kind: "capture", reference: capture.reference };
}

const isSource = (kind: Attempt["kind"]): kind is "sale" | "capture" => kind !== "authorization";

async function record(
  deps: Dependencies,
  key: OrderKey,
  refund: RelatedTransaction,
  outcome: "done" | "refused",
): Promise<void> {
  await deps.store.transaction(async (transaction) => {
    const locked = await transaction.lock(key);
    const current = locked?.related.find((one) => one.transactionId === refund.transactionId);
    if (locked === null || current?.state !== "sent") return;
    const now = deps.clock.now();
    await transaction.save(
      outcome === "refused"
        ? takeBack(locked, current, "decline", now)
        : {
            order: { ...locked.order, modifiedAt: now },
            related: [advanceRelated(current, "complete", now)],
            jobs: [{ kind: "deliver-notification", runAt: now }],
          },
    );
  });
}
