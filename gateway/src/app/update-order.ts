import type { JsonObject } from "#domain/json.ts";
import type { Site } from "#domain/merchant/site.ts";
import { providerMethod } from "#domain/method/catalogue.ts";
import { advance, noReason, type Order } from "#domain/order/order.ts";
import { step } from "#domain/order/phase.ts";
import type { ProviderAttempt } from "#domain/payment/attempt.ts";
import { extendedShipBy, isPromised } from "#domain/payment/promise.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result, unreachable } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { Change, FullRecord } from "#ports/store.ts";
import { consultProvider, type Question } from "./ask-provider.ts";
import { ended } from "./authorize-card.ts";
import type { Dependencies } from "./dependencies.ts";
import { startAgain } from "./provider-payment.ts";
import { readOrder } from "./read-order.ts";
import { endReview } from "./settle-review.ts";

/** What a `PATCH /orders/{order_id}` may mean (contract, orders.md §4). */
export type OrderUpdate =
  | { readonly kind: "ship" }
  /** `exclude_order`: only the payment page is given up; a transaction goes on. */
  | { readonly kind: "cancel"; readonly isSessionOnly: boolean }
  /** The shop ends the review of an uncleared payment. */
  | { readonly kind: "review"; readonly verdict: "clear" | "reject" }
  /** More time to ship what a provider promised to pay for. */
  | { readonly kind: "extend" }
  /** Invoice or shipment data without a change of state. */
  | { readonly kind: "note" };

export interface UpdateOrder {
  readonly site: Site;
  readonly order: string;
  readonly update: OrderUpdate;
  /** Shipment and invoice data to be kept with the order. */
  readonly fulfilment: JsonObject;
}

/**
 * Carries out what the shop reports or decides. Refused with 1006 (unknown
 * order) and 1000 (not allowed in the order's state). Shipping what is shipped
 * already only updates its data.
 */
export async function updateOrder(deps: Dependencies, command: UpdateOrder): Promise<Result<null, Refusal>> {
  const found = await readOrder(deps, command.site, command.order);
  if (!found.ok) return found;
  const asked = await askFirst(deps, found.value, command.update);
  if (!asked.ok) return asked;
  return deps.store.transaction<Result<null, Refusal>>(async (transaction) => {
    const record = await transaction.lock(found.value.order.key);
    if (record === null) return refuse(refusal(1006));
    const change = asked.value.isDone
      ? { order: { ...record.order, modifiedAt: deps.clock.now() } }
      : decide(record, command.update, deps.clock.now());
    if (change === null) return refuse(refusal(1000, "Transaction not allowed"));
    const fulfilment = { ...record.order.fulfilment, ...command.fulfilment };
    await transaction.save({ ...change, order: { ...change.order, fulfilment } });
    return ok(null);
  });
}

/**
 * A payment at a provider is given up, or its risk taken, by the provider: it is
 * asked, and what it answers is recorded like any report. `isDone`: nothing is
 * left to decide here. Refused with 1000 where the provider does not do it (it may
 * have the money already), with 1021 where it does not answer.
 */
async function askFirst(
  deps: Dependencies,
  { order, attempt }: FullRecord,
  update: OrderUpdate,
): Promise<Result<{ readonly isDone: boolean }, Refusal>> {
  const question = attempt?.kind === "transfer" ? providerQuestion(deps, order, attempt, update) : null;
  if (question === null) return ok({ isDone: false });
  await startAgain(deps, order.key);
  const consulted = await consultProvider(deps, order.key, question.ask, { by: "shop" });
  if (consulted !== null && question.isAnswered(consulted.record.order)) return ok({ isDone: true });
  return consulted === null || consulted.outcome.kind === "told" || consulted.outcome.kind === "refused"
    ? refuse(refusal(1000, "Transaction not allowed"))
    : refuse(refusal(1021, "Cannot create transaction: the provider does not answer; try again"));
}

function providerQuestion(
  deps: Dependencies,
  order: Order,
  attempt: ProviderAttempt,
  update: OrderUpdate,
): { readonly ask: Question; readonly isAnswered: (after: Order) => boolean } | null {
  const isGivenUp = (after: Order): boolean => after.phase === "void" || after.phase === "cancelled";
  const cancel: Question = (id) => deps.bank.cancel(id);
  if (update.kind === "cancel" && order.phase === "started" && !update.isSessionOnly) {
    return { ask: cancel, isAnswered: isGivenUp };
  }
  if (update.kind !== "review" || order.phase !== "uncleared") return null;
  if (update.verdict === "reject") return { ask: cancel, isAnswered: isGivenUp };
  return providerMethod(attempt.method).kind === "bnpl"
    ? { ask: (id) => deps.bank.accept(id), isAnswered: (after) => after.phase === "completed" }
    : { ask: (id) => deps.bank.ask(id), isAnswered: (after) => after.phase === "completed" };
}

/** What the update changes, or null where it is not allowed; pure. */
function decide(record: FullRecord, update: OrderUpdate, now: Instant): Change | null {
  switch (update.kind) {
    case "ship":
      return ship(record.order, now);
    case "cancel":
      return cancel(record, update.isSessionOnly, now);
    case "review":
      return record.order.phase === "uncleared" && record.attempt?.kind !== "transfer"
        ? endReview(record, update.verdict, now)
        : null;
    case "extend":
      return extend(record, now);
    case "note":
      return { order: { ...record.order, modifiedAt: now } };
    default:
      return unreachable(update);
  }
}

function ship(order: Order, now: Instant): Change | null {
  if (order.phase === "shipped") return { order: { ...order, modifiedAt: now } };
  // Some of it was refunded before the rest is sent: the status stays, and the promise becomes payable.
  if (order.phase === "partial_refunded" && order.settlement === "uncleared") {
    return {
      order: { ...order, shippedAt: order.shippedAt ?? now, modifiedAt: now },
      jobs: [{ kind: "report-shipment", runAt: now }],
    };
  }
  if (step(order.phase, "ship") === null) return null;
  const why = { reason: order.reason, reasonCode: order.reasonCode };
  return {
    order: { ...advance(order, "ship", now, why), shippedAt: now },
    jobs: [
      { kind: "deliver-notification", runAt: now },
      // Who promised to pay pays once it hears of this.
      ...(order.settlement === "uncleared" ? [{ kind: "report-shipment", runAt: now } as const] : []),
    ],
  };
}

function extend(record: FullRecord, now: Instant): Change | null {
  const shipBy = isPromised(record) ? extendedShipBy(record) : null;
  if (shipBy === null || record.attempt?.kind !== "transfer") return null;
  const { order, attempt } = record;
  const value = { ...attempt, provider: { ...attempt.provider, shipBy }, modifiedAt: now };
  return {
    order: { ...order, modifiedAt: now },
    attempt: { value, sealedCard: "keep", resultsHash: null },
    jobs: [{ kind: "lapse-promise", runAt: shipBy }],
  };
}

function cancel({ order, attempt }: FullRecord, isSessionOnly: boolean, now: Instant): Change | null {
  const notify = { kind: "deliver-notification", runAt: now } as const;
  if (order.phase === "open") {
    return { order: advance(order, "cancel", now, noReason), jobs: [notify], dropJobs: ["expire-order"] };
  }
  if (order.phase !== "started") return null;
  // The page of a running payment shows only that payment: there is no session beside it to give up.
  if (isSessionOnly) return { order };
  // Once an authorization may have left, its end must be known first.
  if (attempt?.state !== "preparing" && attempt?.state !== "challenging") return null;
  return {
    order: { ...advance(order, "withdraw", now, noReason), mayRetry: false },
    attempt: ended(attempt, "abandon", now),
    jobs: [notify],
    dropJobs: ["expire-order"],
  };
}
