import { type TransactionId, transactionId } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import { type Minor, minor } from "#domain/money.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { Cart } from "#domain/order/cart.ts";
import { methodById, providerMethod } from "#domain/method/catalogue.ts";
import { methodOf } from "#domain/payment/attempt.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { mayBeRefunded } from "#domain/order/phase.ts";
import { followUpRetryMs, sameRefundGuardMs } from "#domain/order/timers.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { isLive, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import { type Instant, later, nextMidnight } from "#domain/time.ts";
import type { FullRecord } from "#ports/store.ts";
import type { Dependencies } from "./dependencies.ts";
import { readOrder } from "./read-order.ts";
import { takeBack } from "./take-back-refund.ts";

/** A parsed request for a refund. */
export interface RefundOrder {
  readonly site: Site;
  /** Order id or transaction id, as in the path. */
  readonly order: string;
  /** Null: the order's. */
  readonly currency: string | null;
  readonly wanted: WantedAmount;
  /** The cart that was sent along, also where an amount was; null where none was. */
  readonly cart: WantedAmount | null;
  readonly description: string;
  readonly refundOrderId: string | null;
  readonly kept: JsonObject;
}

export type WantedAmount =
  | { readonly kind: "everything" }
  | { readonly kind: "amount"; readonly amount: Minor }
  /** The cart that shall remain: what it is worth less than now goes back. Null where it is refused. */
  | {
      readonly kind: "cart";
      readonly remaining: (order: Order) => { readonly cart: Cart; readonly worth: Minor } | null;
    };

export interface AcceptedRefund {
  readonly order: Order;
  readonly refundId: TransactionId;
}

/**
 * Accepts a refund: `amount_refunded` rises and the order's status changes at
 * once, the money moves in the nightly run. Refused with 404 (unknown order),
 * 1002 (other currency) and 1034: not paid, more than is left, or the same
 * amount again within five minutes (contract, refunds.md §2). Of two refunds at
 * the same time that exceed the order together, one is refused.
 */
export async function refundOrder(
  deps: Dependencies,
  command: RefundOrder,
): Promise<Result<AcceptedRefund, Refusal>> {
  const found = await readOrder(deps, command.site, command.order);
  if (!found.ok) return refuse(refusal(404));
  const id = transactionId(await deps.store.nextTransactionNumber());
  return deps.store.transaction<Result<AcceptedRefund, Refusal>>(async (transaction) => {
    const record = await transaction.lock(found.value.order.key);
    if (record === null) return refuse(refusal(404));
    const now = deps.clock.now();
    const decided = decide(record, command, now);
    if (!decided.ok) return decided;
    const { amount, cart } = decided.value;
    const { order, attempt } = record;
    assert(attempt !== null, "a paid order without a payment");
    const amountRefunded = minor(order.amountRefunded + amount);
    const isAll = amountRefunded === refundable(record);
    const refunded: Order = {
      ...advance(order, isAll ? "refund-all" : "refund-part", now, {
        reason: order.reason,
        reasonCode: order.reasonCode,
      }),
      amountRefunded,
      details: cart === null ? order.details : { ...order.details, cart },
    };
    // There is one such job per order: a refund whose answer is out must not wait until tonight for this one.
    const isUnderWay = record.related.some((one) => one.type === "refund" && one.state === "sent");
    await transaction.save({
      order: refunded,
      rewritesDetails: cart !== null,
      related: [
        {
          transactionId: id,
          orderKey: order.key,
          attemptKey: attempt.key,
          type: "refund",
          state: "reserved",
          money: { amount, currency: order.money.currency },
          description: command.description,
          givenOrderId: command.refundOrderId,
          childOrder: null,
          reference: null,
          kept: command.kept,
          cartBefore: cart === null ? null : order.details.cart,
          dispute: null,
          createdAt: now,
          modifiedAt: now,
        },
      ],
      jobs: [
        { kind: "deliver-notification", runAt: now },
        { kind: "process-refunds", runAt: isUnderWay ? later(now, followUpRetryMs(0)) : nextMidnight(now) },
      ],
    });
    return ok({ order: refunded, refundId: id });
  });
}

/** Minor units that moved under this order and can go back; captures that became orders of their own do not count. */
export function refundable({ order, related }: FullRecord): Minor {
  const elsewhere = related
    .filter((one) => one.type === "capture" && one.state === "completed" && one.childOrder !== null)
    .reduce((sum, one) => sum + one.money.amount, 0n);
  return minor(order.amountCaptured - elsewhere);
}

function decide(
  record: FullRecord,
  command: RefundOrder,
  now: Instant,
): Result<{ readonly amount: Minor; readonly cart: Cart | null }, Refusal> {
  const { order } = record;
  if (command.currency !== null && command.currency !== order.money.currency) return refuse(refusal(1002));
  if (order.phase === "chargedback") {
    return refuse(refusal(1034, "Cannot refund transaction: it is charged back"));
  }
  if (!mayBeRefunded(order.phase)) return refuse(refusal(1034, "Cannot refund transaction: it is not paid"));
  if (hasRefundWindowPassed(record, now)) {
    return refuse(refusal(1034, "Cannot refund transaction: the time for refunds has passed"));
  }
  const left = minor(refundable(record) - order.amountRefunded);
  const wanted = wantedAmount(record, wantedOf(record, command), left);
  if (wanted === null || wanted.amount === 0n || wanted.amount > left) {
    return refuse(refusal(1034, `Cannot refund transaction: at most ${left} is left to refund`));
  }
  const since = later(now, -sameRefundGuardMs);
  const isTwin = (one: RelatedTransaction): boolean =>
    one.type === "refund" && isLive(one) && one.money.amount === wanted.amount && one.createdAt > since;
  if (command.site.settings.refusesSameRefund && record.related.some(isTwin)) {
    return refuse(refusal(1034, "Cannot refund transaction: the same amount was refunded within 5 minutes"));
  }
  return ok(wanted);
}

/** A pay-later provider gives back what a cart says; for the others an amount wins (contract, refunds.md §3). */
const wantedOf = ({ attempt }: FullRecord, { wanted, cart }: RefundOrder): WantedAmount =>
  cart !== null && attempt?.kind === "transfer" && providerMethod(attempt.method).kind === "bnpl"
    ? cart
    : wanted;

function hasRefundWindowPassed({ order, attempt }: FullRecord, now: Instant): boolean {
  if (attempt === null || order.completedAt === null) return false;
  return later(order.completedAt, methodById(methodOf(attempt)).refundWindowMs) < now;
}

function wantedAmount(
  { order }: FullRecord,
  wanted: WantedAmount,
  left: Minor,
): { readonly amount: Minor; readonly cart: Cart | null } | null {
  switch (wanted.kind) {
    case "everything":
      return { amount: left, cart: null };
    case "amount":
      return { amount: wanted.amount, cart: null };
    case "cart": {
      const remaining = wanted.remaining(order);
      if (remaining === null || remaining.worth > left) return null;
      return { amount: minor(left - remaining.worth), cart: remaining.cart };
    }
  }
}

/**
 * Takes a refund back before the nightly run sent it: `amount_refunded` falls and
 * the order is where it was. Refused with 1033 (no such refund) and 1034 (under
 * way or done).
 */
export async function cancelRefund(
  deps: Dependencies,
  command: { readonly site: Site; readonly order: string; readonly refundId: number },
): Promise<Result<null, Refusal>> {
  const found = await readOrder(deps, command.site, command.order);
  if (!found.ok) return refuse(refusal(1033));
  return deps.store.transaction<Result<null, Refusal>>(async (transaction) => {
    const record = await transaction.lock(found.value.order.key);
    const refund = record?.related.find(
      (one) => one.type === "refund" && one.transactionId === command.refundId,
    );
    if (record === null || refund === undefined) return refuse(refusal(1033));
    if (refund.state !== "reserved") {
      return refuse(refusal(1034, "Cannot refund transaction: this refund cannot be cancelled any more"));
    }
    const now = deps.clock.now();
    await transaction.save(takeBack(record, refund, "void", now));
    return ok(null);
  });
}
