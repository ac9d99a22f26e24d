import type { LiabilityEvidence } from "#domain/authentication/evidence.ts";
import type { Card } from "#domain/card/card.ts";
import { reviewOf } from "#domain/fraud/review.ts";
import type { OrderKey } from "#domain/ids.ts";
import { charge } from "#domain/ledger/charge.ts";
import type { Site } from "#domain/merchant/site.ts";
import { advance, type Order, type Reason } from "#domain/order/order.ts";
import { captureExpiry } from "#domain/payment/authorization-life.ts";
import {
  advanceAttempt,
  type Attempt,
  type AttemptCommand,
  type CardAttempt,
  isCardAttempt,
} from "#domain/payment/attempt.ts";
import { issuerReason, unreachedReason } from "#domain/payment/decline-reason.ts";
import { assert, unreachable } from "#domain/result.ts";
import { type Instant, later } from "#domain/time.ts";
import type { AuthorizationOutcome } from "#ports/acquirer.ts";
import type { AttemptChange, Change, JobRequest, OrderRecord } from "#ports/store.ts";
import { newReference, rescueJobs } from "./card-payment.ts";
import { attemptContext } from "#domain/sealed-context.ts";
import type { Dependencies } from "./dependencies.ts";
import { tokenOfApproval } from "./keep-token.ts";

/**
 * Authorization: intend, commit, call, record. The attempt is `sent` before the
 * message leaves; what comes back is recorded under the order's lock, and only
 * if the attempt is still waiting for it. Whoever finds it `sent` after a crash
 * knows that money may have moved.
 */

/** Sends the authorization of an attempt that is already `sent` and records the outcome. */
export async function authorizeSent(
  deps: Dependencies,
  sent: Started,
  card: Card,
  site: Site,
): Promise<OrderRecord> {
  const { attempt } = sent;
  const { kind } = attempt;
  assert(attempt.state === "sent" && attempt.reference !== null, "the authorization was not intended");
  assert(kind !== "capture", "a capture is not authorized");
  const outcome = await deps.acquirer.authorize({
    kind,
    reference: attempt.reference,
    money: attempt.money,
    card,
    entryMode: attempt.entryMode,
    evidence: evidenceOf(attempt),
    storedCredential: attempt.storedCredential,
    merchant: { ...site.acceptor, name: site.name },
  });
  return recordAuthorization(deps, { ...sent, card }, outcome, site);
}

/**
 * Authorizes a payment whose 3-D Secure is over. Both the returning browser and
 * the job come here; the one that finds the attempt `authenticated` sends, the
 * other gets the order as it is.
 */
export async function authorizeAuthenticated(deps: Dependencies, key: OrderKey): Promise<OrderRecord | null> {
  const reference = await newReference(deps);
  const intended = await deps.store.transaction(async (transaction) => {
    const record = await transaction.lock(key);
    if (record?.attempt?.state !== "authenticated" || record.order.phase !== "started") {
      return { record, card: null };
    }
    assert(isCardAttempt(record.attempt), "only a card is authenticated");
    const sealed = await transaction.sealedCard(record.attempt.key);
    assert(sealed !== null, "an authenticated attempt has lost its card");
    const card = deps.vault.openCard(sealed, attemptContext(record.attempt.key));
    const now = deps.clock.now();
    const attempt: CardAttempt = { ...advanceAttempt(record.attempt, "send", now), reference };
    await transaction.save({
      order: record.order,
      attempt: { value: attempt, sealedCard: "erase", resultsHash: null },
      jobs: rescueJobs("sent", now),
    });
    return { record: { order: record.order, attempt }, card };
  });
  if (intended.record === null || intended.card === null) return intended.record;
  const { order, attempt } = intended.record;
  assert(isCardAttempt(attempt), "only a card is authorized");
  const site = await deps.store.findSite(order.siteId);
  assert(site !== null, "an order without a site");
  return authorizeSent(deps, { order, attempt }, intended.card, site);
}

/** Null where 3-D Secure gave nothing that a host would want to see. */
function evidenceOf(attempt: CardAttempt): LiabilityEvidence | null {
  const authentication = attempt.authentication;
  if (authentication === null || authentication.transStatus === null) return null;
  return {
    eci: authentication.eci,
    authenticationValue: authentication.authenticationValue,
    dsTransactionId: authentication.dsTransId,
    protocolVersion: authentication.protocolVersion ?? "2.2.0",
  };
}

/**
 * Usually nothing has happened meanwhile, and the outcome is written at once.
 * Where the order went on (somebody gave up waiting and undoes the payment), the
 * answer came too late to count.
 */
async function recordAuthorization(
  deps: Dependencies,
  sent: Started & { readonly card: Card },
  outcome: AuthorizationOutcome,
  site: Site,
): Promise<OrderRecord> {
  const settled = settle(sent, outcome, site, deps.clock.now());
  const change: AttemptChange = {
    ...settled,
    ...(outcome.kind === "approved"
      ? tokenOfApproval(deps, { ...sent, order: settled.order, site, outcome })
      : {}),
  };
  if (!(await deps.store.saveIfUnchanged(sent, change))) {
    deps.log.warn("authorization.late", { attempt: sent.attempt.key, outcome: outcome.kind });
  } else if (change.token === undefined) {
    return { order: change.order, attempt: change.attempt.value };
  }
  // Only the books know what happened instead, or which name the card has.
  const record = await deps.store.findByKey(sent.order.key);
  assert(record !== null, "an order vanished while its payment was under way");
  return record;
}

/** A job only where somebody wants to hear: most of a busy site's writes are here. */
export const notifications = (order: Order, site: Site, now: Instant): readonly JobRequest[] =>
  order.details.notificationUrl === null && site.notificationUrl === null
    ? []
    : [{ kind: "deliver-notification", runAt: now }];

type Started = { readonly order: Order; readonly attempt: CardAttempt };

/** What an outcome changes; pure. */
function settle(started: Started, outcome: AuthorizationOutcome, site: Site, now: Instant): AttemptChange {
  switch (outcome.kind) {
    case "approved":
      return settleApproved(started, outcome, site, now);
    case "declined":
      return {
        order: advance(started.order, "decline", now, issuerReason(outcome.responseCode)),
        attempt: answered(started.attempt, "decline", now, {
          authorizationCode: null,
          responseCode: outcome.responseCode,
          cvcResult: outcome.cvcResult,
          schemeReference: null,
          reviewAdvice: null,
        }),
        jobs: notifications(started.order, site, now),
        dropJobs: ["resolve-unknown", "expire-order"],
      };
    case "not-sent":
      return {
        order: advance(started.order, "decline", now, unreachedReason),
        attempt: ended(started.attempt, "decline", now),
        jobs: notifications(started.order, site, now),
        dropJobs: ["resolve-unknown", "expire-order"],
      };
    case "unknown":
      // The order stays as it is; the job asks the acquirer to undo until it answers.
      return {
        order: started.order,
        attempt: ended(started.attempt, "doubt", now),
        jobs: [{ kind: "resolve-unknown", runAt: now }],
      };
    default:
      return unreachable(outcome);
  }
}

function settleApproved(
  { order, attempt }: Started,
  outcome: Extract<AuthorizationOutcome, { kind: "approved" }>,
  site: Site,
  now: Instant,
): AttemptChange {
  const why: Reason = {
    reason: attempt.authentication?.flow === "challenge" ? "SUCCESS" : "",
    reasonCode: "",
  };
  const { manualCapture } = order.details;
  const review = reviewOf(attempt.risk, outcome.reviewAdvice);
  const command = review !== null ? "hold" : manualCapture ? "authorize" : "complete";
  const reviewEnd: readonly JobRequest[] =
    review === null ? [] : [{ kind: "settle-review", runAt: later(now, review.lengthMs) }];
  const expiry: readonly JobRequest[] =
    command === "authorize"
      ? [{ kind: "expire-authorization", runAt: captureExpiry(attempt.card.brand, now) }]
      : [];
  return {
    order: charge(
      {
        ...advance(order, command, now, why),
        amountCaptured: manualCapture ? order.amountCaptured : order.money.amount,
      },
      [],
      attempt,
      site,
    ),
    attempt: answered(attempt, "approve", now, {
      authorizationCode: outcome.authorizationCode,
      responseCode: outcome.responseCode,
      cvcResult: outcome.cvcResult,
      schemeReference: outcome.schemeReference,
      reviewAdvice: outcome.reviewAdvice,
    }),
    jobs: [...notifications(order, site, now), ...reviewEnd, ...expiry],
    dropJobs: ["resolve-unknown", "expire-order"],
  };
}

/** The attempt after a command that ends the wait: its card data is erased in the same write. */
export const ended = (
  attempt: Attempt,
  command: AttemptCommand,
  now: Instant,
): NonNullable<Change["attempt"]> => ({
  value: advanceAttempt(attempt, command, now),
  sealedCard: "erase",
  resultsHash: null,
});

/** The same, with what the acquirer answered. */
function answered(
  attempt: CardAttempt,
  command: AttemptCommand,
  now: Instant,
  authorization: CardAttempt["authorization"],
): NonNullable<Change["attempt"]> {
  return {
    value: { ...advanceAttempt(attempt, command, now), authorization },
    sealedCard: "erase",
    resultsHash: null,
  };
}
