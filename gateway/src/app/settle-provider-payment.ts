import { charge } from "#domain/ledger/charge.ts";
import type { Site } from "#domain/merchant/site.ts";
import { isCouponMethod, providerMethod } from "#domain/method/catalogue.ts";
import { toWire } from "#domain/money.ts";
import { advance, noReason, type Order, type Reason } from "#domain/order/order.ts";
import { isFinal, isPaid, type OrderCommand, type Settlement, step } from "#domain/order/phase.ts";
import { providerCheckMs } from "#domain/order/timers.ts";
import { type AttemptCommand, advanceAttempt, type ProviderAttempt } from "#domain/payment/attempt.ts";
import { unreachedReason } from "#domain/payment/decline-reason.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import { type Instant, later } from "#domain/time.ts";
import type { ProviderOutcome, ProviderReport } from "#ports/redirect-bank.ts";
import type { AttemptChange, JobRequest } from "#ports/store.ts";
import { notifications } from "./authorize-card.ts";
import { lapsed } from "./lapsed-order.ts";
import { giveBack, isMoneyForNothing, refuseTooLittle } from "./money-for-nothing.ts";

export interface ProviderRecord {
  readonly order: Order;
  readonly attempt: ProviderAttempt;
  readonly related: readonly RelatedTransaction[];
}

/** What the answer to the start of a payment changes; null: nothing is known, ask again. Pure. */
export function settleStart(
  record: ProviderRecord,
  outcome: ProviderOutcome,
  site: Site,
  now: Instant,
): AttemptChange | null {
  switch (outcome.kind) {
    case "told": {
      const change = settleReport(record, outcome.report, site, now);
      return { ...change, dropJobs: [...(change.dropJobs ?? []), "resolve-unknown"] };
    }
    case "refused":
      return end(record, { order: "decline", attempt: "decline" }, site, now, {
        reason: outcome.reason,
        reasonCode: "4999",
      });
    case "not-sent":
      return end(record, { order: "decline", attempt: "decline" }, site, now, unreachedReason);
    case "unknown":
      return null;
  }
}

/**
 * What a report of the provider changes; pure. A report that does not fit where
 * the order is (an old one, or one we have acted on) only brings the attempt's
 * knowledge up to date: states move along the table.
 */
export function settleReport(
  record: ProviderRecord,
  report: ProviderReport,
  site: Site,
  now: Instant,
): AttemptChange {
  const known: ProviderRecord = { ...record, attempt: informed(record.attempt, report, now) };
  const { phase } = known.order;
  if (isMoneyForNothing(known, report)) return giveBack(known, now);
  const isNew = record.attempt.state === "starting";
  switch (report.status) {
    case "open":
      return wait(known, report, isNew, now);
    case "pending":
      return phase === "started" ? hold(known, report, site, now) : wait(known, report, isNew, now);
    case "authorized":
      return accept(known, "uncleared", report, site, now);
    case "paid":
      // Less than was asked for is no payment of this order, unless a gift card pays a part.
      return report.amountPaid < known.attempt.money.amount
        ? (redeem(known, report, now) ?? refuseTooLittle(known, site, now) ?? wait(known, report, isNew, now))
        : accept(known, providerMethod(known.attempt.method).paidSettlement, report, site, now);
    case "failed":
      return end(
        known,
        { order: isPaid(phase) ? "lapse" : "decline", attempt: "decline" },
        site,
        now,
        isPaid(phase) ? noReason : { reason: report.reason ?? "Declined", reasonCode: "4999" },
      );
    case "cancelled":
      return end(
        known,
        {
          order: phase === "uncleared" ? "reject" : isPaid(phase) ? "lapse" : givingUp(known.attempt),
          attempt: "abandon",
        },
        site,
        now,
        noReason,
      );
    case "expired":
      return end(
        known,
        { order: isPaid(phase) ? "lapse" : "expire", attempt: "abandon" },
        site,
        now,
        noReason,
      );
  }
}

const givingUp = ({ method }: ProviderAttempt): OrderCommand =>
  providerMethod(method).givenUp === "cancelled" ? "cancel" : "withdraw";

/** The attempt with what the report tells beside the status; what it is silent about stays. */
function informed(attempt: ProviderAttempt, report: ProviderReport, now: Instant): ProviderAttempt {
  const begun = attempt.state === "starting" ? advanceAttempt(attempt, "await", now) : attempt;
  const { provider } = begun;
  return {
    ...begun,
    provider: {
      paymentId: report.paymentId,
      checkoutUrl: report.checkoutUrl ?? provider.checkoutUrl,
      instructions: report.instructions ?? provider.instructions,
      account: report.account ?? provider.account,
      mandate: report.mandate ?? provider.mandate,
      shipBy: provider.shipBy ?? null,
      input: provider.input,
    },
  };
}

const attemptPart = (value: ProviderAttempt): AttemptChange["attempt"] => ({
  value: forgetful(value),
  sealedCard: "keep",
  resultsHash: null,
});

/**
 * Once the provider has answered, nobody asks for birthday and gender again: what
 * is personal and not needed is not kept (GDPR, article 5(1)(c)).
 */
const forgetful = (attempt: ProviderAttempt): ProviderAttempt => ({
  ...attempt,
  provider: { ...attempt.provider, input: { ...attempt.provider.input, birthday: null, gender: null } },
});

/** When we ask by ourselves: the provider's word, or now and then, should its webhook be lost. */
const nextQuestion = (report: ProviderReport, now: Instant): readonly JobRequest[] => [
  { kind: "ask-provider", runAt: later(now, report.checkAfterMs ?? providerCheckMs(0)) },
];

/**
 * Nothing has happened that a shop would want to know. The job that asks is there
 * already, and asks less and less often: it is moved only where the provider
 * names a time.
 */
function wait(
  { order, attempt }: Pick<ProviderRecord, "order" | "attempt">,
  report: ProviderReport,
  isNew: boolean,
  now: Instant,
): AttemptChange {
  const isOver = isFinal(order.phase) && order.phase !== "uncleared" && order.settlement !== "uncleared";
  const isMoved = !isOver && (isNew || report.checkAfterMs !== null);
  return { order, attempt: attemptPart(attempt), jobs: isMoved ? nextQuestion(report, now) : [] };
}

/** The shopper is done, the provider is not sure: what becomes of it is told later. */
function hold(
  { order, attempt }: ProviderRecord,
  report: ProviderReport,
  site: Site,
  now: Instant,
): AttemptChange {
  return {
    order: advance(order, "hold", now, noReason),
    attempt: attemptPart(attempt),
    jobs: [...notifications(order, site, now), ...nextQuestion(report, now)],
  };
}

/** The money has come (`completed`), is promised (`uncleared`), or stays with the wallet (`initialized`). */
function accept(
  { order, attempt }: ProviderRecord,
  settlement: Settlement,
  report: ProviderReport,
  site: Site,
  now: Instant,
): AttemptChange {
  const command = acceptingCommand(order, settlement);
  if (command === null) return wait({ order, attempt }, report, false, now);
  const isPromise = settlement === "uncleared";
  const { shipWithinMs } = providerMethod(attempt.method);
  const shipBy = isPromise && shipWithinMs !== null ? later(now, shipWithinMs) : null;
  const approved = attempt.state === "awaiting" ? advanceAttempt(attempt, "approve", now) : attempt;
  const accepted = {
    ...advance(order, command, now, { reason: order.reason ?? "", reasonCode: "" }),
    settlement,
    amountCaptured: order.money.amount,
  };
  return {
    order: charge(accepted, [], attempt, site),
    attempt: attemptPart({ ...approved, provider: { ...approved.provider, shipBy } }),
    jobs: [
      ...notifications(order, site, now),
      ...(isPromise ? nextQuestion(report, now) : []),
      ...(shipBy === null ? [] : [{ kind: "lapse-promise", runAt: shipBy } as const]),
    ],
    dropJobs: ["expire-order", ...(isPromise ? [] : (["ask-provider"] as const))],
  };
}

/** A gift card with less on it than was asked for: the page asks for the rest. Null where this is none. */
function redeem(
  { order, attempt }: ProviderRecord,
  { paymentId, amountPaid }: ProviderReport,
  now: Instant,
): AttemptChange | null {
  const { method, key, externalTransactionId } = attempt;
  const isPart = order.phase === "started" && attempt.state === "awaiting" && amountPaid > 0n;
  if (!isCouponMethod(method) || !isPart) return null;
  const amount = toWire(amountPaid);
  return {
    order: {
      ...advance(order, "pay-rest", now, noReason),
      currentAttempt: null,
      coupons: [
        ...order.coupons,
        { attempt: key, method, paymentId, amount, externalTransactionId, state: "redeemed" },
      ],
    },
    attempt: attemptPart(advanceAttempt(attempt, "redeem", now)),
    jobs: [{ kind: "expire-order", runAt: order.sessionExpiresAt }],
    dropJobs: ["ask-provider", "resolve-unknown"],
  };
}

function acceptingCommand(order: Order, settlement: Settlement): OrderCommand | null {
  if (order.phase === "started") return "complete";
  if (order.phase === "uncleared") return "clear";
  return order.settlement === "uncleared" &&
    settlement !== "uncleared" &&
    step(order.phase, "settle") !== null
    ? "settle"
    : null;
}

function end(
  { order, attempt, related }: ProviderRecord,
  commands: { readonly order: OrderCommand; readonly attempt: AttemptCommand },
  site: Site,
  now: Instant,
  why: Reason,
): AttemptChange {
  const isPossible =
    step(order.phase, commands.order) !== null &&
    (commands.order !== "lapse" || order.settlement === "uncleared");
  // An approved attempt is only ever given up, whatever the provider calls it.
  const command = attempt.state === "approved" ? "abandon" : commands.attempt;
  return isPossible
    ? {
        ...(commands.order === "lapse"
          ? lapsed(order, related, now)
          : { order: advance(order, commands.order, now, why) }),
        attempt: attemptPart(advanceAttempt(attempt, command, now)),
        jobs: notifications(order, site, now),
        dropJobs: ["expire-order", "ask-provider", "resolve-unknown"],
      }
    : { order, attempt: attemptPart(attempt), dropJobs: ["ask-provider"] };
}
