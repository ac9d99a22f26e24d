import type { Card } from "#domain/card/card.ts";
import type { Site } from "#domain/merchant/site.ts";
import { advance, noReason, type Order, type Reason } from "#domain/order/order.ts";
import type { AcquirerReference } from "#domain/payment/acquirer-reference.ts";
import {
  advanceAttempt,
  type Authentication,
  type CardAttempt,
  isCardAttempt,
} from "#domain/payment/attempt.ts";
import { authenticationReason } from "#domain/payment/decline-reason.ts";
import { assert, unreachable } from "#domain/result.ts";
import type { Instant } from "#domain/time.ts";
import type { AuthenticationOutcome, MethodCompletion } from "#ports/authenticator.ts";
import type { AttemptChange, OrderRecord } from "#ports/store.ts";
import { authorizeSent, ended } from "./authorize-card.ts";
import { newReference, rescueJobs } from "./card-payment.ts";
import type { Dependencies } from "./dependencies.ts";

/** What the shop reads in `reason` while the issuer waits for its cardholder (seed 001). */
const challengeReason: Reason = { reason: "3D Secure Authorization", reasonCode: "" };

/**
 * 3-D Secure, and the authorization where it follows at once. The attempt is
 * `authenticating` before the AReq leaves. A challenge ends the call with the
 * attempt `challenging`; every answer that does not forbid goes on to the
 * authorization; a refusal ends the payment.
 */
export async function authenticateAndAuthorize(
  deps: Dependencies,
  begun: {
    readonly order: Order;
    readonly attempt: CardAttempt;
    readonly card: Card;
    readonly site: Site;
    readonly resultsWord: string;
    readonly methodCompletion: MethodCompletion;
  },
): Promise<OrderRecord> {
  const authentication = begun.attempt.authentication;
  assert(
    begun.attempt.state === "authenticating" && authentication !== null,
    "the authentication was not intended",
  );
  const outcome = await deps.authenticator.authenticate({
    threeDSServerTransId: authentication.threeDSServerTransId,
    card: begun.card,
    money: begun.attempt.money,
    purchaseAt: begun.attempt.createdAt,
    browser: authentication.browser,
    methodCompletion: begun.methodCompletion,
    wantsChallenge: begun.order.details.flexible3d === true,
    merchant: { ...begun.site.acceptor, name: begun.site.name, requestorUrl: deps.publicUrl },
    cardholder: cardholderOf(begun.order),
    notificationUrl: challengeReturnUrl(deps, begun.order),
    resultsUrl: `${deps.publicUrl}/threeds/results/${begun.resultsWord}`,
  });
  const record = await recordAuthentication(deps, begun, outcome);
  const { order, attempt } = record;
  return isCardAttempt(attempt) && attempt.state === "sent" && attempt.key === begun.attempt.key
    ? authorizeSent(deps, { order, attempt }, begun.card, begun.site)
    : record;
}

/** The longest notificationURL that EMV 3DS 2.2.0 allows. */
const longestNotificationUrl = 256;

/** A shop may take the browser back itself (`term_url`); the result reaches us by RReq all the same. */
function challengeReturnUrl(deps: Dependencies, order: Order): string {
  const { termUrl } = order.details;
  return order.type === "direct" && termUrl !== null && termUrl.length <= longestNotificationUrl
    ? termUrl
    : `${deps.publicUrl}/threeds/return`;
}

function cardholderOf({ details: { customer } }: Order): {
  readonly email: string | null;
  readonly phone: string | null;
  readonly addressLine1: string | null;
  readonly addressLine2: string | null;
  readonly city: string | null;
  readonly postCode: string | null;
  readonly country: string | null;
} {
  const street = [customer.address1, customer.houseNumber].filter((part) => part !== null && part !== "");
  return {
    email: customer.email,
    phone: customer.phone,
    addressLine1: street.length === 0 ? null : street.join(" "),
    addressLine2: customer.address2 === "" ? null : customer.address2,
    city: customer.city,
    postCode: customer.zipCode,
    country: customer.country,
  };
}

async function recordAuthentication(
  deps: Dependencies,
  asked: { readonly order: Order; readonly attempt: CardAttempt },
  outcome: AuthenticationOutcome,
): Promise<OrderRecord> {
  const change = settle(asked, outcome, await newReference(deps), deps.clock.now());
  if (outcome.kind === "not-enrolled" || outcome.kind === "unavailable") {
    deps.log.info("authentication.none", { attempt: asked.attempt.key, outcome: outcome.kind });
  }
  if (await deps.store.saveIfUnchanged(asked, change)) {
    return { order: change.order, attempt: change.attempt.value };
  }
  deps.log.warn("authentication.late", { attempt: asked.attempt.key, outcome: outcome.kind });
  const record = await deps.store.findByKey(asked.order.key);
  assert(record !== null, "an order vanished during its authentication");
  return record;
}

/** What the answer to the AReq changes; pure. `reference` names the authorization, should it follow. */
function settle(
  { order, attempt }: { readonly order: Order; readonly attempt: CardAttempt },
  outcome: AuthenticationOutcome,
  reference: AcquirerReference,
  now: Instant,
): AttemptChange {
  switch (outcome.kind) {
    case "challenge":
      return {
        order: { ...order, ...challengeReason, modifiedAt: now },
        attempt: {
          value: {
            ...advanceAttempt(attempt, "challenge", now),
            authentication: learn(attempt, { ...outcome, flow: "challenge" }),
          },
          sealedCard: "keep",
          resultsHash: null,
        },
        dropJobs: ["resolve-unknown"],
      };
    case "final": {
      const learned: CardAttempt = {
        ...attempt,
        authentication: learn(attempt, { ...outcome, flow: "frictionless" }),
      };
      return outcome.transStatus === "N" || outcome.transStatus === "R"
        ? refused(order, learned, authenticationReason(outcome.transStatus, outcome.transStatusReason), now)
        : sendNext(order, learned, reference, now);
    }
    // Nobody authenticated the cardholder: the payment goes on, and the liability stays with the shop.
    case "not-enrolled":
    case "unavailable":
      return sendNext(order, attempt, reference, now);
    default:
      return unreachable(outcome);
  }
}

/** Ends a payment whose authentication forbids it; nothing was sent to the acquirer. */
export function refused(order: Order, attempt: CardAttempt, why: Reason, now: Instant): AttemptChange {
  return {
    order: advance(order, "decline", now, why),
    attempt: ended(attempt, "abandon", now),
    jobs: [{ kind: "deliver-notification", runAt: now }],
    dropJobs: ["resolve-unknown", "expire-order", "authorize-card"],
  };
}

/** `authenticated` and `sent` in one write: nothing stands between a frictionless answer and the authorization. */
function sendNext(
  order: Order,
  attempt: CardAttempt,
  reference: AcquirerReference,
  now: Instant,
): AttemptChange {
  const authenticated = advanceAttempt(attempt, "authenticate", now);
  return {
    order: { ...order, ...noReason, modifiedAt: now },
    attempt: {
      value: { ...advanceAttempt(authenticated, "send", now), reference },
      sealedCard: "erase",
      resultsHash: null,
    },
    jobs: rescueJobs("sent", now),
  };
}

/** The attempt's authentication with what a message told; members it does not speak of stay. */
export function learn(attempt: CardAttempt, told: Partial<Authentication>): Authentication {
  const known = attempt.authentication;
  assert(known !== null, "an attempt without authentication cannot learn of one");
  return {
    threeDSServerTransId: known.threeDSServerTransId,
    methodUrl: known.methodUrl,
    acsUrl: told.acsUrl ?? known.acsUrl,
    acsTransId: told.acsTransId ?? known.acsTransId,
    dsTransId: told.dsTransId ?? known.dsTransId,
    protocolVersion: told.protocolVersion ?? known.protocolVersion,
    transStatus: told.transStatus ?? known.transStatus,
    transStatusReason: told.transStatusReason ?? known.transStatusReason,
    eci: told.eci ?? known.eci,
    authenticationValue: told.authenticationValue ?? known.authenticationValue,
    challengeCancel: told.challengeCancel ?? known.challengeCancel,
    flow: told.flow ?? known.flow,
    browser: known.browser,
  };
}
