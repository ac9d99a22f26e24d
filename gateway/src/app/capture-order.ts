import {
  type OrderId,
  parseAttemptKey,
  parseOrderId,
  parseOrderKey,
  parseSessionToken,
  transactionId,
} from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import { charge } from "#domain/ledger/charge.ts";
import { keptOfPart } from "#domain/ledger/split.ts";
import type { Site } from "#domain/merchant/site.ts";
import { type Minor, minor } from "#domain/money.ts";
import { advance, captureRemain, type Order } from "#domain/order/order.ts";
import { followUpRetryMs, unknownAfterMs } from "#domain/order/timers.ts";
import { type Attempt, isCardAttempt } from "#domain/payment/attempt.ts";
import { isUndecided } from "#domain/payment/decline-reason.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { advanceRelated, type RelatedTransaction } from "#domain/related/related-transaction.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import { hourMs, type Instant, later } from "#domain/time.ts";
import type { FollowUpOutcome } from "#ports/acquirer.ts";
import type { Change, FullRecord, StoreTransaction } from "#ports/store.ts";
import { ended } from "./authorize-card.ts";
import { newReference } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";
import type { JobOutcome } from "./job-outcome.ts";
import { readOrder } from "./read-order.ts";

/**
 * Capture and release of a manual authorization: intend, commit, call, record,
 * like the payment itself. At most one of them is under way for an order; while
 * its answer is out, nothing else is captured or released, so never more than
 * was authorized.
 */

export interface CaptureOrder {
  readonly site: Site;
  readonly order: string;
  /** Null: everything that remains. */
  readonly amount: Minor | null;
  /** Id of the order that a partial capture makes. */
  readonly newOrderId: OrderId | null;
  readonly kept: JsonObject;
}

export interface Captured {
  readonly transactionId: number;
  readonly orderId: string;
}

/**
 * A full capture completes the order; a partial one makes a completed order of
 * its own under `newOrderId`. Refused with 1006 (unknown order, or the new id is
 * missing or used), 1000 (not authorized, or another capture under way, or the
 * acquirer refuses), 1001 (more than remains), 1021 (no answer yet: it goes on
 * by itself and the notification tells the end).
 */
export async function captureOrder(
  deps: Dependencies,
  command: CaptureOrder,
): Promise<Result<Captured, Refusal>> {
  const found = await readOrder(deps, command.site, command.order);
  if (!found.ok) return found;
  const { newOrderId } = command;
  // Without a lock: whoever takes the id between now and then is met in `insertChild`.
  if (newOrderId !== null && (await deps.store.findByOrderId(command.site.id, newOrderId)) !== null) {
    return refuse(refusal(1006, "Invalid transaction ID: new_order_id is used already"));
  }
  const intended = await intend(
    deps,
    found.value.order,
    (record) => decideCapture(record, command),
    command.kept,
  );
  if (!intended.ok) return intended;
  return settle(deps, command.site, intended.value);
}

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
  const intended = await intend(deps, found.value.order, (record) => decideRelease(record), command.kept);
  if (!intended.ok) return intended;
  return settle(deps, command.site, intended.value);
}

interface Decision {
  readonly type: "capture" | "auth-cancellation";
  readonly amount: Minor;
  /** Set for a partial capture. */
  readonly newOrderId: OrderId | null;
}

interface Intended {
  readonly record: FullRecord;
  readonly related: RelatedTransaction;
}

function decideCapture(record: FullRecord, command: CaptureOrder): Result<Decision, Refusal> {
  const remains = captureRemain(record.order);
  const amount = command.amount ?? remains;
  if (amount === 0n || amount > remains) {
    return refuse(refusal(1001, `Invalid amount: ${remains} remains to be captured`));
  }
  if (amount === remains) return ok({ type: "capture", amount, newOrderId: null });
  if (command.newOrderId === null || command.newOrderId === record.order.orderId) {
    return refuse(refusal(1006, "Invalid transaction ID: a partial capture needs a new_order_id of its own"));
  }
  return ok({ type: "capture", amount, newOrderId: command.newOrderId });
}

const decideRelease = (record: FullRecord): Result<Decision, Refusal> =>
  ok({ type: "auth-cancellation", amount: captureRemain(record.order), newOrderId: null });

/** Writes the intent: the related transaction is `sent` under its reference, and a job looks after it. */
async function intend(
  deps: Dependencies,
  order: Order,
  decide: (record: FullRecord) => Result<Decision, Refusal>,
  kept: JsonObject,
): Promise<Result<Intended, Refusal>> {
  const reference = await newReference(deps);
  const id = transactionId(await deps.store.nextTransactionNumber());
  return deps.store.transaction<Result<Intended, Refusal>>(async (transaction) => {
    const record = await transaction.lock(order.key);
    if (record?.order.phase !== "authorized") return refuse(refusal(1000, "Transaction not allowed"));
    if (record.related.some((one) => one.state === "sent")) {
      return refuse(refusal(1000, "Transaction not allowed: a capture or release is under way"));
    }
    const decided = decide(record);
    if (!decided.ok) return decided;
    const { type, amount, newOrderId } = decided.value;
    const now = deps.clock.now();
    assert(record.attempt !== null, "an authorized order without a payment");
    const related: RelatedTransaction = {
      transactionId: id,
      orderKey: order.key,
      attemptKey: record.attempt.key,
      type,
      state: "sent",
      money: { amount, currency: order.money.currency },
      description: "",
      givenOrderId: newOrderId,
      childOrder: null,
      reference,
      kept,
      cartBefore: null,
      dispute: null,
      createdAt: now,
      modifiedAt: now,
    };
    await transaction.save({
      order: record.order,
      related: [related],
      jobs: [{ kind: "settle-authorization", runAt: later(now, unknownAfterMs) }],
    });
    return ok({ record, related });
  });
}

/** Sends what was intended and records the answer. */
async function settle(
  deps: Dependencies,
  site: Site,
  intended: Intended,
): Promise<Result<Captured, Refusal>> {
  const outcome = await send(deps, site, intended, false);
  switch (isDecided(outcome) ? outcome.kind : "unknown") {
    case "done":
      return ok(await record(deps, site, intended.related, "done"));
    case "refused":
      await record(deps, site, intended.related, "refused");
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

async function record(
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
    await record(deps, site, related, outcome.kind);
    return { kind: "done" };
  }
  deps.log.warn("authorization.open", { related: related.transactionId, outcome: outcome.kind, tries });
  return { kind: "again", at: later(deps.clock.now(), followUpRetryMs(tries)) };
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
  const intended = await intend(deps, found.order, decideRelease, {});
  const released = intended.ok ? await settle(deps, site, intended.value) : intended;
  return released.ok ? { kind: "done" } : { kind: "again", at: later(deps.clock.now(), hourMs) };
}
