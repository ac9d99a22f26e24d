import type { Order } from "../order/order.ts";
import { mayTryAgain } from "../order/retry.ts";
import { cardExpiryMs } from "../order/timers.ts";
import { providerMethod } from "../method/catalogue.ts";
import type { Attempt, ProviderAttempt } from "../payment/attempt.ts";
import { dayMs, hourMs, type Instant, later, minuteMs } from "../time.ts";

/** The two reminders of an unfinished payment, by the name of their job. */
export const reminderKinds = ["first-reminder", "second-reminder"] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** How long after the order was made, or posted again (contract, orders.md §1). */
const reminderAfterMs: Readonly<Record<ReminderKind, number>> = {
  "first-reminder": hourMs,
  "second-reminder": dayMs,
};

/** When each reminder falls due for an order whose session began at `from`. */
export const reminderTimes = (
  from: Instant,
): readonly { readonly kind: ReminderKind; readonly runAt: Instant }[] =>
  reminderKinds.map((kind) => ({ kind, runAt: later(from, reminderAfterMs[kind]) }));

/** A house that was down sends late; by then the first reminder would come together with the second. */
const mostLateMs = 23 * hourMs;

/** A reminder whose time is so long past that it says nothing new. */
export const isTooLate = (dueAt: Instant, now: Instant): boolean => now >= later(dueAt, mostLateMs);

/** A link that ends sooner is dead before somebody has read the mail. */
const leastLifeMs = 5 * minuteMs;

interface Payment {
  readonly order: Order;
  readonly attempt: Attempt | null;
}

/** Whether a reminder sent now would lead to a payment that can be finished. Pure; the shop's and the shopper's wishes are not its business. */
export function mayBeReminded(payment: Payment, now: Instant): boolean {
  const until = payableUntil(payment, now);
  return until !== null && until >= later(now, leastLifeMs);
}

/**
 * Until when the payment link leads to a payment that the shopper can make or finish; null where it does not. While
 * the outcome of a message is out, or the shopper has nothing left to do, he is not asked to pay.
 */
export function payableUntil(payment: Payment, now: Instant): Instant | null {
  const { order, attempt } = payment;
  switch (order.phase) {
    case "open":
      return order.sessionExpiresAt;
    case "started":
      return attempt === null ? null : unfinishedUntil(order, attempt);
    default:
      return mayTryAgain(payment, now) ? order.sessionExpiresAt : null;
  }
}

function unfinishedUntil(order: Order, attempt: Attempt): Instant | null {
  if (attempt.kind === "transfer") return isLeftAtProvider(attempt) ? providerUntil(order, attempt) : null;
  const isLeftAtIssuer = attempt.state === "preparing" || attempt.state === "challenging";
  return isLeftAtIssuer ? later(attempt.createdAt, cardExpiryMs) : null;
}

/** A bank transfer is not left: its money may be on the way for days. */
const isLeftAtProvider = ({ state, provider }: ProviderAttempt): boolean =>
  state === "awaiting" && provider.checkoutUrl !== null && provider.instructions === null;

function providerUntil(order: Order, attempt: ProviderAttempt): Instant {
  const { expiryMs } = providerMethod(attempt.method);
  return expiryMs === null ? order.sessionExpiresAt : later(attempt.createdAt, expiryMs);
}
