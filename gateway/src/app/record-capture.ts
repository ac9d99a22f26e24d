import {
  type OrderId,
  parseAttemptKey,
  parseOrderId,
  parseOrderKey,
  parseSessionToken,
  transactionId,
} from "#domain/ids.ts";
import { charge } from "#domain/ledger/charge.ts";
import { keptOfPart } from "#domain/ledger/split.ts";
import type { Site } from "#domain/merchant/site.ts";
import { minor } from "#domain/money.ts";
import { advance, type Order } from "#domain/order/order.ts";
import { type Attempt, isCardAttempt } from "#domain/payment/attempt.ts";
import { advanceRelated, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { Change, FullRecord, StoreTransaction } from "#ports/store.ts";
import { ended } from "./authorize-card.ts";
import type { Dependencies } from "./dependencies.ts";

/** What the shop is told of a capture or release. */
export interface Captured {
  readonly transactionId: number;
  readonly orderId: string;
}

/** Records the acquirer's answer under the order's lock; recorded before, it gives what was recorded then. */
export async function recordCapture(
  deps: Dependencies,
  site: Site,
  sent: RelatedTransaction,
  outcome: "done" | "refused",
): Promise<Captured> {
  const child = {
    key: parseOrderKey(`ord_${deps.entropy.hex(16)}`),
    attemptKey: parseAttemptKey(`att_${deps.entropy.hex(16)}`),
    token: deps.entropy.token(35),
    transactionId: transactionId(await deps.store.nextTransactionNumber()),
  };
  return deps.store.transaction(async (transaction) => {
    const locked = await transaction.lock(sent.orderKey);
    assert(locked !== null, "an order vanished while it was captured");
    const current = locked.related.find((one) => one.transactionId === sent.transactionId);
    assert(current !== undefined, "a capture vanished while it was under way");
    const now = deps.clock.now();
    if (current.state !== "sent") return capturedAs(locked.order, current);
    if (outcome === "refused") {
      await transaction.save({
        order: { ...locked.order, modifiedAt: now },
        related: [advanceRelated(current, "decline", now)],
        dropJobs: ["settle-authorization"],
      });
      return capturedAs(locked.order, current);
    }
    return current.givenOrderId === null
      ? recordWhole(transaction, locked, current, site, now)
      : recordPart(transaction, locked, current, child, site, now);
  });
}

const capturedAs = (order: Order, related: RelatedTransaction): Captured => ({
  transactionId: related.transactionId,
  orderId: related.givenOrderId ?? order.orderId,
});

/** The rest is captured or released: the order is at its end. */
async function recordWhole(
  transaction: StoreTransaction,
  { order, attempt, related: others }: FullRecord,
  related: RelatedTransaction,
  site: Site,
  now: Instant,
): Promise<Captured> {
  assert(attempt !== null, "an authorized order without a payment");
  const why = { reason: order.reason, reasonCode: order.reasonCode };
  const isCapture = related.type === "capture";
  await transaction.save({
    order: isCapture
      ? charge(
          { ...advance(order, "capture", now, why), amountCaptured: order.money.amount },
          others,
          attempt,
          site,
        )
      : advance(order, "release", now, why),
    // The order is void and may be posted anew: its old authorization must not count as a live payment.
    ...(isCapture ? {} : { attempt: ended(attempt, "release", now) }),
    related: [advanceRelated(related, "complete", now)],
    jobs: [{ kind: "deliver-notification", runAt: now }],
    dropJobs: ["settle-authorization", "expire-authorization"],
  });
  // Of a full capture the shop knows the order's own number (contract, orders.md §5.1).
  return { transactionId: isCapture ? order.transactionId : related.transactionId, orderId: order.orderId };
}

/** A part is captured: it becomes a completed order of its own, the rest stays authorized. */
async function recordPart(
  transaction: StoreTransaction,
  { order, attempt }: FullRecord,
  related: RelatedTransaction,
  names: {
    readonly key: Order["key"];
    readonly attemptKey: Attempt["key"];
    readonly token: string;
    readonly transactionId: Order["transactionId"];
  },
  site: Site,
  now: Instant,
): Promise<Captured> {
  const token = parseSessionToken(names.token);
  const orderId = parseOrderId(related.givenOrderId ?? "");
  assert(isCardAttempt(attempt) && token !== null && orderId !== null, "a part without its names");
  const child: Order = {
    ...order,
    key: names.key,
    orderId,
    transactionId: names.transactionId,
    type: "direct",
    money: related.money,
    amountRefunded: minor(0n),
    amountCaptured: related.money.amount,
    fee: null,
    phase: "completed",
    settlement: "completed",
    details: {
      ...order.details,
      cart: null,
      kept: keptOfPart(order.details.kept, related.money.amount, order.money.amount),
    },
    sessionToken: token,
    currentAttempt: names.attemptKey,
    createdAt: now,
    modifiedAt: now,
    completedAt: now,
    version: 1,
  };
  const change: Change = {
    order: charge(child, [], attempt, site),
    attempt: {
      value: {
        ...attempt,
        key: names.attemptKey,
        orderKey: child.key,
        state: "approved",
        kind: "capture",
        money: related.money,
        authentication: null,
        reference: related.reference,
        createdAt: now,
        modifiedAt: now,
      },
      sealedCard: "none",
      resultsHash: null,
    },
    jobs: [{ kind: "deliver-notification", runAt: now }],
  };
  const made = await insertChild(transaction, change, related);
  await transaction.save({
    order: { ...order, amountCaptured: minor(order.amountCaptured + related.money.amount), modifiedAt: now },
    related: [{ ...advanceRelated(related, "complete", now), childOrder: child.key }],
    dropJobs: ["settle-authorization"],
  });
  return { transactionId: names.transactionId, orderId: made };
}

/**
 * The id was free when the capture was intended. Should an order have taken it
 * since, the money has moved all the same: the part then gets its number behind
 * the id.
 */
async function insertChild(
  transaction: StoreTransaction,
  change: Change,
  related: RelatedTransaction,
): Promise<OrderId> {
  if ((await transaction.insert(change)) === "inserted") return change.order.orderId;
  const suffix = `-${related.transactionId}`;
  const orderId = parseOrderId([...change.order.orderId].slice(0, 50 - suffix.length).join("") + suffix);
  assert(orderId !== null, "an id made of an id");
  const made = await transaction.insert({ ...change, order: { ...change.order, orderId } });
  assert(made === "inserted", "an id with a fresh number was taken");
  return orderId;
}
