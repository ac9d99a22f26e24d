import type { Browser } from "#domain/authentication/browser.ts";
import { needsAuthentication } from "#domain/authentication/route.ts";
import { type Card, summarize } from "#domain/card/card.ts";
import { type AttemptKey, parseAttemptKey } from "#domain/ids.ts";
import type { Order } from "#domain/order/order.ts";
import { authenticationLostAfterMs, cardExpiryMs, unknownAfterMs } from "#domain/order/timers.ts";
import { acquirerReference, type AcquirerReference } from "#domain/payment/acquirer-reference.ts";
import type { Attempt, CardAttempt } from "#domain/payment/attempt.ts";
import { outstanding } from "#domain/payment/coupon.ts";
import { attemptContext } from "#domain/sealed-context.ts";
import { Secret } from "#domain/secret.ts";
import { type Instant, later } from "#domain/time.ts";
import { initialCredential, type StoredCredential } from "#domain/token/stored-credential.ts";
import type { Change, JobRequest } from "#ports/store.ts";
import type { RiskAssessment } from "./assess-risk.ts";
import type { Dependencies } from "./dependencies.ts";

/**
 * How a card payment begins. The route is chosen before anything is written, so
 * that the first commit already names the message that leaves next: the AReq
 * (`authenticating`), or, without 3-D Secure, the authorization itself (`sent`).
 */
export type CardRoute =
  | { readonly kind: "authorize" }
  | { readonly kind: "authenticate"; readonly methodUrl: string | null };

/** Asks the directory server's card ranges, unless the order does without 3-D Secure. */
export async function chooseRoute(
  deps: Dependencies,
  order: Order,
  { card, storedCredential, isShopperHere }: PaymentInput,
): Promise<CardRoute> {
  // A kept card was authenticated when it was left; now nobody may be there to be asked.
  const isChargedByShop = storedCredential !== undefined && isShopperHere !== true;
  if (isChargedByShop || !needsAuthentication(order.details, card.brand)) return { kind: "authorize" };
  const range = await deps.authenticator.cardRange(card.pan);
  switch (range.kind) {
    case "not-enrolled":
      return { kind: "authorize" };
    case "enrolled":
      return { kind: "authenticate", methodUrl: range.methodUrl };
    case "unavailable":
      return { kind: "authenticate", methodUrl: null };
  }
}

/** A card payment about to be written: the attempt, and the part of the change that stores it. */
export interface BegunPayment {
  readonly attempt: CardAttempt;
  readonly change: NonNullable<Change["attempt"]>;
  readonly jobs: readonly JobRequest[];
  /** The word of the results URL, to be told to the directory server only. */
  readonly resultsWord: string;
}

export interface PaymentInput {
  readonly card: Card;
  readonly browser: Browser;
  /** Given where the card was kept by an earlier payment. */
  readonly storedCredential?: Extract<StoredCredential, { use: "subsequent" }>;
  /** The shopper is at our page and pays with a kept card himself: he can be asked by his bank. */
  readonly isShopperHere?: boolean;
}

export interface AssessedPayment extends PaymentInput {
  /** Null where nobody scores the payment. */
  readonly assessment: RiskAssessment | null;
}

/**
 * Builds the attempt in the state in which its first message will be under way.
 * `mayRunMethod` is true where a browser is at our page and can run the 3DS
 * Method first.
 */
export async function beginPayment(
  deps: Dependencies,
  order: Order,
  input: AssessedPayment,
  route: CardRoute,
  mayRunMethod: boolean,
): Promise<BegunPayment> {
  const now = deps.clock.now();
  const resultsWord = deps.entropy.token(43);
  const state = firstState(route, mayRunMethod);
  const attempt: CardAttempt = {
    key: newAttemptKey(deps),
    orderKey: order.key,
    state,
    money: outstanding(order),
    // Without a capture to come the money moves at once; zero only verifies the card.
    kind: order.details.manualCapture || order.money.amount === 0n ? "authorization" : "sale",
    entryMode: order.details.moto && input.storedCredential === undefined ? "moto" : "ecommerce",
    card: summarize(input.card),
    cardFingerprint: deps.vault.fingerprint(new Secret<string>(input.card.pan.reveal()), "card"),
    storedCredential: input.storedCredential ?? initialCredential(order.details),
    token: null,
    authentication:
      route.kind === "authorize" ? null : newAuthentication(deps, input.browser, route.methodUrl),
    reference: state === "sent" ? await newReference(deps) : null,
    authorization: null,
    risk: input.assessment?.risk ?? null,
    externalTransactionId: newExternalId(deps),
    createdAt: now,
    modifiedAt: now,
  };
  return {
    attempt,
    resultsWord,
    change: {
      value: attempt,
      // What leaves at once leaves from memory; only who must come back for the card finds it sealed.
      sealedCard:
        state === "sent"
          ? "none"
          : deps.vault.sealCard(input.card, {
              context: attemptContext(attempt.key),
              owner: { site: order.siteId },
            }),
      resultsHash: state === "authenticating" ? resultsHash(deps, resultsWord) : null,
      ...(input.assessment === null ? {} : { velocity: input.assessment.keys }),
    },
    jobs: [...expiryJobs(state, now), ...rescueJobs(state, now)],
  };
}

function firstState(route: CardRoute, mayRunMethod: boolean): Attempt["state"] {
  if (route.kind === "authorize") return "sent";
  return mayRunMethod && route.methodUrl !== null ? "preparing" : "authenticating";
}

/** An authorization that has left ends by its answer or by being undone, not by time. */
const expiryJobs = (state: Attempt["state"], now: Instant): readonly JobRequest[] =>
  state === "sent" ? [] : [{ kind: "expire-order", runAt: later(now, cardExpiryMs) }];

/** The job that looks after a message should this process die before the answer is recorded. */
export function rescueJobs(state: Attempt["state"], now: Instant): readonly JobRequest[] {
  if (state === "sent") return [{ kind: "resolve-unknown", runAt: later(now, unknownAfterMs) }];
  if (state === "authenticating") {
    return [{ kind: "resolve-unknown", runAt: later(now, authenticationLostAfterMs) }];
  }
  return [];
}

/**
 * Names the next message to the acquirer. Drawn before a transaction begins, also
 * where it may not be needed: numbers come over a connection of their own, and who
 * holds one while waiting for another can starve the pool.
 */
export async function newReference(deps: Dependencies): Promise<AcquirerReference> {
  return acquirerReference(await deps.store.nextTraceNumber(), deps.clock.now());
}

export const resultsHash = (deps: Dependencies, word: string): string =>
  deps.vault.fingerprint(new Secret(word), "results-url");

export const newAttemptKey = (deps: Dependencies): AttemptKey =>
  parseAttemptKey(`att_${deps.entropy.hex(16)}`);

const newAuthentication = (
  deps: Dependencies,
  browser: Browser,
  methodUrl: string | null,
): NonNullable<CardAttempt["authentication"]> => ({
  threeDSServerTransId: deps.entropy.uuid(),
  methodUrl,
  acsUrl: null,
  acsTransId: null,
  dsTransId: null,
  protocolVersion: null,
  transStatus: null,
  transStatusReason: null,
  eci: null,
  authenticationValue: null,
  challengeCancel: null,
  flow: null,
  browser,
});

/** Sixteen digits that do not begin with zero, as in every example of the contract. */
export const newExternalId = (deps: Dependencies): string =>
  String(deps.entropy.integer(9_000_000_000) + 1_000_000_000) +
  String(deps.entropy.integer(1_000_000)).padStart(6, "0");
