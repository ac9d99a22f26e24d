import type { OrderKey } from "#domain/ids.ts";
import { type Minor, minor } from "#domain/money.ts";
import { type CardAttempt, isCardAttempt } from "#domain/payment/attempt.ts";
import { followUpRetryMs } from "#domain/order/timers.ts";
import { isUndecided } from "#domain/payment/decline-reason.ts";
import { refundPortions } from "#domain/related/refund-portions.ts";
import { advanceRelated, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert } from "#domain/result.ts";
import { type Instant, later, nextMidnight } from "#domain/time.ts";
import type { FollowUpOutcome, OriginalMessage } from "#ports/acquirer.ts";
import type { FullRecord } from "#ports/store.ts";
import { newReference } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { takeBack } from "./take-back-refund.ts";

/**
 * The nightly run of one order: its reserved refunds go to the acquirer, one
 * after the other. Each is `sent` under a reference of its own before it leaves;
 * without an answer the very same message is sent again until there is one, and
 * the acquirer books it once.
 */
export async function processRefunds(deps: Dependencies, key: OrderKey, tries: number): Promise<JobOutcome> {
  for (;;) {
    const next = await takeNext(deps, key);
    if (next.kind === "none") return { kind: "done" };
    if (next.kind === "not-due") return { kind: "again", at: next.at };
    const outcome = await send(deps, next.record, next.refund);
    const isDecided =
      outcome.kind === "done" || (outcome.kind === "refused" && !isUndecided(outcome.responseCode));
    if (!isDecided) {
      deps.log.warn("refund.open", { refund: next.refund.transactionId, outcome: outcome.kind, tries });
      return { kind: "again", at: later(deps.clock.now(), followUpRetryMs(tries)) };
    }
    await record(deps, key, next.refund, outcome.kind);
  }
}

type Next =
  | { readonly kind: "taken"; readonly record: FullRecord; readonly refund: RelatedTransaction }
  /** Reserved today: the shop may cancel it until tonight. */
  | { readonly kind: "not-due"; readonly at: Instant }
  | { readonly kind: "none" };

/** The refund that is under way already, else a reserved one whose night has come, which is then. */
async function takeNext(deps: Dependencies, key: OrderKey): Promise<Next> {
  const reference = await newReference(deps);
  return deps.store.transaction<Next>(async (transaction) => {
    const locked = await transaction.lock(key);
    if (locked === null) return { kind: "none" };
    const refunds = locked.related.filter((one) => one.type === "refund");
    const underWay = refunds.find((one) => one.state === "sent");
    if (underWay !== undefined) return { kind: "taken", record: locked, refund: underWay };
    const reserved = refunds
      .filter((one) => one.state === "reserved")
      .toSorted((a, b) => a.createdAt - b.createdAt)[0];
    if (reserved === undefined) return { kind: "none" };
    const now = deps.clock.now();
    const dueAt = nextMidnight(reserved.createdAt);
    if (dueAt > now) return { kind: "not-due", at: dueAt };
    const refund = { ...advanceRelated(reserved, "send", now), reference };
    await transaction.save({ order: locked.order, related: [refund] });
    return { kind: "taken", record: locked, refund };
  });
}

async function send(
  deps: Dependencies,
  sent: FullRecord,
  refund: RelatedTransaction,
): Promise<FollowUpOutcome> {
  const { order, attempt } = sent;
  if (order.coupons.length === 0 || attempt === null) return sendPortion(deps, sent, refund);
  // The second method gets its money back first, then the gift cards: see docs/protocols/bank-link.md.
  const before = sent.related.filter((one) => one.type === "refund" && one.state === "completed");
  const [first = minor(0n), ...others] = refundPortions(
    [attempt.money.amount, ...order.coupons.map(({ amount }) => minor(BigInt(amount)))],
    {
      refundedBefore: minor(before.reduce((sum, one) => sum + one.money.amount, 0n)),
      amount: refund.money.amount,
    },
  );
  if (first > 0n) {
    const outcome = await sendPortion(deps, sent, { ...refund, money: { ...refund.money, amount: first } });
    if (outcome.kind !== "done") return outcome;
  }
  for (const [index, amount] of others.entries()) {
    const coupon = order.coupons[index];
    if (coupon === undefined || amount === 0n) continue;
    const outcome = await sendToProvider(deps, coupon.paymentId, refund, {
      reference: `refund-${refund.transactionId}-${index + 1}`,
      amount,
    });
    if (outcome.kind === "done") continue;
    // A part may be back already: nothing that is refused here takes that away, so it is asked for again.
    return { kind: "unknown", cause: `gift card: ${outcome.kind}` };
  }
  return { kind: "done", responseCode: "00" };
}

async function sendPortion(
  deps: Dependencies,
  sent: FullRecord,
  refund: RelatedTransaction,
): Promise<FollowUpOutcome> {
  if (sent.attempt?.kind === "transfer") {
    const { paymentId } = sent.attempt.provider;
    assert(paymentId !== null, "a refund of what never began");
    const reference = `refund-${refund.transactionId}`;
    return sendToProvider(deps, paymentId, refund, { reference, amount: refund.money.amount });
  }
  const site = await deps.store.findSite(sent.order.siteId);
  assert(site !== null && refund.reference !== null, "a refund without a site or a reference");
  return deps.acquirer.refund({
    reference: refund.reference,
    original: sourceOf(sent),
    money: refund.money,
    merchant: { ...site.acceptor, name: site.name },
  });
}

/** The number of the refund is its key: asked again, the provider gives back once. */
async function sendToProvider(
  deps: Dependencies,
  paymentId: string,
  refund: RelatedTransaction,
  portion: { readonly reference: string; readonly amount: Minor },
): Promise<FollowUpOutcome> {
  const outcome = await deps.bank.refund(paymentId, { ...portion, description: refund.description });
  switch (outcome.kind) {
    case "done":
      return { kind: "done", responseCode: "00" };
    case "refused":
      // The provider's own words stay out of the log: they may name the shopper or his account.
      deps.log.warn("refund.refused", { refund: refund.transactionId });
      return { kind: "refused", responseCode: "05" };
    default:
      return outcome;
  }
}

/** The message that moved the money: the sale, or the capture of what was authorized. */
function sourceOf({ attempt, related }: FullRecord): OriginalMessage & { readonly kind: "sale" | "capture" } {
  assert(isCardAttempt(attempt) && attempt.reference !== null, "a refund of what was never paid");
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

const isSource = (kind: CardAttempt["kind"]): kind is "sale" | "capture" => kind !== "authorization";

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
