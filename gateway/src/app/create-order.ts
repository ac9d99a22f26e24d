import type { Card } from "#domain/card/card.ts";
import { type OrderId, parseOrderKey, parseSessionToken, transactionId } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import type { GatewayId, ProviderMethodId } from "#domain/method/catalogue.ts";
import { minor, type Money } from "#domain/money.ts";
import type { Order, OrderDetails, OrderType } from "#domain/order/order.ts";
import { step } from "#domain/order/phase.ts";
import { isBeingUndone } from "#domain/order/retry.ts";
import { repeatWindowMs } from "#domain/order/timers.ts";
import type { Attempt, ProviderInput } from "#domain/payment/attempt.ts";
import { type Refusal, refusal, tooMany } from "#domain/refusal.ts";
import { assert, ok, refuse, type Result } from "#domain/result.ts";
import { later } from "#domain/time.ts";
import type { Change, JobRequest, OrderRecord } from "#ports/store.ts";
import { assessRisk } from "./assess-risk.ts";
import { authenticateAndAuthorize } from "./authenticate-card.ts";
import { authorizeSent } from "./authorize-card.ts";
import { type BegunPayment, beginPayment, chooseRoute, type PaymentInput } from "./card-payment.ts";
import { takeToken, type TokenCharge } from "./charge-token.ts";
import type { Dependencies } from "./dependencies.ts";
import { limitCardSubmissions } from "./limit-card-submissions.ts";
import { reminderJobs, staleReminders } from "./remind-shopper.ts";
import { type BegunProviderPayment, beginProviderPayment, startProviderPayment } from "./provider-payment.ts";
import { opened, reopened } from "./try-again.ts";

/** A parsed `POST /orders`. `payment` is given exactly for a direct order. */
export interface CreateOrder {
  readonly site: Site;
  readonly orderId: OrderId;
  readonly type: OrderType;
  readonly gateway: GatewayId | null;
  readonly money: Money;
  readonly details: OrderDetails;
  readonly sessionMs: number;
  readonly requestHash: string;
  readonly payment: DirectPayment | null;
}

type Payable =
  | ({ readonly kind: "card" } & PaymentInput)
  | { readonly kind: "provider"; readonly method: ProviderMethodId; readonly input: ProviderInput };

export type DirectPayment = Payable | ({ readonly kind: "token" } & TokenCharge);

/** A payment about to be written, by the link it goes over. */
type Begun =
  | { readonly kind: "card"; readonly payment: BegunPayment; readonly card: Card }
  | { readonly kind: "provider"; readonly payment: BegunProviderPayment };

/**
 * Creates an order; a direct one is also paid, as far as that goes without the
 * shopper. An order id that the site used before is refused (1006) unless the
 * old order is unpaid and idle: then it takes the new request, with a fresh page
 * and transaction id. A kept card may be refused (1000), a card tried too often too (429). The very same request within five minutes gets the same
 * open page again (contract, README §8).
 */
export async function createOrder(
  deps: Dependencies,
  command: CreateOrder,
): Promise<Result<OrderRecord, Refusal>> {
  const found = await paymentInput(deps, command);
  if (!found.ok) return found;
  const payment = found.value;
  const fresh = await newOrder(deps, command);
  const begun = payment === null ? null : await begin(deps, fresh, payment, command.site);
  const change = creation(fresh, begun, reminderJobs(deps, fresh));
  const written =
    (await deps.store.insert(change)) === "inserted"
      ? ok<OrderRecord>({ order: change.order, attempt: begun?.payment.attempt ?? null })
      : await repost(deps, command, fresh, begun);
  if (!written.ok || begun === null) return written;
  return ok(await proceed(deps, written.value, begun, command.site));
}

/** What is paid with, a kept card taken out of the vault. */
async function paymentInput(
  deps: Dependencies,
  { payment, site, money, details }: CreateOrder,
): Promise<Result<Payable | null, Refusal>> {
  if (payment?.kind === "card") {
    const address = details.moto ? null : payment.browser.ip;
    const taking = await limitCardSubmissions(deps, { site, card: payment.card, address, link: null });
    if (taking.kind === "refused") return refuse(tooMany("with cards", taking.retryAfterS));
  }
  return payment?.kind === "token" ? takeToken(deps, site, payment, money.currency) : ok(payment);
}

/** The order of a request, before anything of it is written. */
export async function newOrder(deps: Dependencies, command: CreateOrder): Promise<Order> {
  const now = deps.clock.now();
  const token = parseSessionToken(deps.entropy.token(35));
  assert(token !== null, "entropy gave no session token");
  return {
    key: parseOrderKey(`ord_${deps.entropy.hex(16)}`),
    siteId: command.site.id,
    orderId: command.orderId,
    transactionId: transactionId(await deps.store.nextTransactionNumber()),
    type: command.type,
    gateway: command.gateway,
    money: command.money,
    amountRefunded: minor(0n),
    amountCaptured: minor(0n),
    coupons: [],
    fee: null,
    shippedAt: null,
    fulfilment: {},
    phase: "open",
    settlement: "completed",
    reason: null,
    reasonCode: null,
    details: command.details,
    requestHash: command.requestHash,
    sessionToken: token,
    sessionExpiresAt: later(now, command.sessionMs),
    retries: 0,
    mayRetry: false,
    currentAttempt: null,
    createdAt: now,
    modifiedAt: now,
    completedAt: null,
    version: 1,
  };
}

async function begin(deps: Dependencies, order: Order, payment: Payable, site: Site): Promise<Begun> {
  if (payment.kind === "provider") {
    return { kind: "provider", payment: beginProviderPayment(deps, order, payment) };
  }
  const [route, assessment] = await Promise.all([
    chooseRoute(deps, order, payment),
    assessRisk(deps, site, order, payment),
  ]);
  return {
    kind: "card",
    card: payment.card,
    payment: await beginPayment(deps, order, { ...payment, assessment }, route, false),
  };
}

/** The first write of an order: an open page, or a payment under way. */
function creation(order: Order, begun: Begun | null, reminders: readonly JobRequest[]): Change {
  if (begun === null) return opened(order, reminders);
  return {
    order: { ...order, phase: "started", currentAttempt: begun.payment.attempt.key },
    attempt: begun.payment.change,
    jobs: [...begun.payment.jobs, ...reminders],
  };
}

/** The site has the id already: the same again, a fresh start, or a refusal. */
async function repost(
  deps: Dependencies,
  command: CreateOrder,
  fresh: Order,
  begun: Begun | null,
): Promise<Result<OrderRecord, Refusal>> {
  return deps.store.transaction(async (transaction) => {
    const existing = await transaction.lockByOrderId(command.site.id, command.orderId);
    // The order that had the id was renamed in between.
    if (existing === null) return refuse(refusal(1006));
    const { order } = existing;
    if (begun === null && isRepeat(order, fresh)) return ok(existing);
    if (step(order.phase, "restart") === null || isBeingUndone(existing)) {
      return refuse(refusal(1006, "Invalid transaction ID: this order is paid or being paid"));
    }
    const restarted: Order = {
      ...fresh,
      key: order.key,
      createdAt: order.createdAt,
      version: order.version + 1,
    };
    const reminders = reminderJobs(deps, restarted);
    if (begun === null) {
      const reopening = reopened(restarted, reminders);
      await transaction.save({
        ...reopening,
        retiredToken: order.sessionToken,
        dropJobs: [...(reopening.dropJobs ?? []), ...staleReminders(reminders)],
      });
      return ok({ order: restarted, attempt: null });
    }
    // Two steps of the table, open and then started: each is written, so each is in the history.
    await transaction.save({
      order: restarted,
      retiredToken: order.sessionToken,
      dropJobs: staleReminders(reminders),
    });
    const attempt: Attempt = { ...begun.payment.attempt, orderKey: order.key };
    const started: Order = {
      ...restarted,
      phase: "started",
      currentAttempt: attempt.key,
      version: restarted.version + 1,
    };
    await transaction.save({
      order: started,
      attempt: { ...begun.payment.change, value: attempt },
      jobs: [...begun.payment.jobs, ...reminders],
    });
    return ok({ order: started, attempt });
  });
}

const isRepeat = (existing: Order, fresh: Order): boolean =>
  existing.phase === "open" &&
  existing.requestHash === fresh.requestHash &&
  fresh.createdAt < later(existing.modifiedAt, repeatWindowMs);

/** Sends what the first write intended. */
async function proceed(
  deps: Dependencies,
  record: OrderRecord,
  begun: Begun,
  site: Site,
): Promise<OrderRecord> {
  const { order, attempt } = record;
  assert(attempt !== null, "a direct order without an attempt");
  if (attempt.kind === "transfer") return startProviderPayment(deps, { order, attempt }, site);
  assert(begun.kind === "card", "a card payment without a card");
  const { card } = begun;
  if (attempt.state === "sent") return authorizeSent(deps, { order, attempt }, card, site);
  return authenticateAndAuthorize(deps, {
    order,
    attempt,
    card,
    site,
    resultsWord: begun.payment.resultsWord,
    methodCompletion: "U",
  });
}
