import type { Browser } from "../authentication/browser.ts";
import type { CardBrand } from "../card/brand.ts";
import type { CardSummary } from "../card/card.ts";
import type { Risk } from "../fraud/score.ts";
import type { AttemptKey, OrderKey } from "../ids.ts";
import type { ProviderMethodId } from "../method/catalogue.ts";
import type { Money } from "../money.ts";
import { assert } from "../result.ts";
import type { Instant } from "../time.ts";
import type { TokenName } from "../token/card-token.ts";
import type { RecurringModel } from "../token/recurring-model.ts";
import type { StoredCredential } from "../token/stored-credential.ts";
import type { AcquirerReference } from "./acquirer-reference.ts";

/**
 * One try to pay an order, with a card or through a provider. Its states are a
 * table of their own: the order tells the shop what became of it, the attempt
 * tells where card data and money are. The last commit before a message leaves names the state in
 * which the message is under way, so that after a crash the state alone says
 * what must be asked, undone or done.
 */
export const attemptStates = [
  /** The provider is asked to begin a payment. */
  "starting",
  /** The shopper is (or is expected) at the provider, or the provider waits for the money. */
  "awaiting",
  /** The browser is at the 3DS Method of the issuer; no message left yet. */
  "preparing",
  /** The AReq is under way. */
  "authenticating",
  /** The issuer wants a challenge; the shopper is (or is expected) at the ACS. */
  "challenging",
  /** 3-D Secure is over and does not forbid; the authorization has not left. */
  "authenticated",
  /** The authorization is under way: money may have moved. */
  "sent",
  /** The outcome is unknown and is being undone. */
  "reversing",
  "approved",
  "declined",
  "reversed",
  /** Ended before any authorization left: cancelled, expired, failed 3-D Secure. */
  "abandoned",
  /** A gift card that paid a part: it stands among the order's coupons. Last, for up to `approved` an attempt is live. */
  "redeemed",
] as const;
export type AttemptState = (typeof attemptStates)[number];

export const attemptCommands = [
  /** The provider has begun the payment. */
  "await",
  /** A gift card paid less than was asked for. */
  "redeem",
  "request-authentication",
  "challenge",
  "authenticate",
  "send",
  "approve",
  "decline",
  /** No answer, or one that does not fit: what was sent must be undone. */
  "doubt",
  /** An approved payment is taken back: a review ended badly. */
  "undo",
  /** What was authorized and not captured is given up. */
  "release",
  "reverse",
  /** A provider holds money for a payment that is over: it must go back. */
  "give-back",
  "abandon",
] as const;
export type AttemptCommand = (typeof attemptCommands)[number];

const transitions: Readonly<Record<AttemptState, Partial<Record<AttemptCommand, AttemptState>>>> = {
  starting: { await: "awaiting", approve: "approved", decline: "declined", abandon: "abandoned" },
  awaiting: {
    redeem: "redeemed",
    approve: "approved",
    decline: "declined",
    abandon: "abandoned",
    "give-back": "reversing",
  },
  preparing: { "request-authentication": "authenticating", abandon: "abandoned" },
  authenticating: { challenge: "challenging", authenticate: "authenticated", abandon: "abandoned" },
  challenging: { authenticate: "authenticated", abandon: "abandoned" },
  authenticated: { send: "sent", abandon: "abandoned" },
  sent: { approve: "approved", decline: "declined", doubt: "reversing" },
  reversing: { reverse: "reversed" },
  approved: { undo: "reversing", release: "reversed", abandon: "abandoned" },
  declined: { "give-back": "reversing" },
  reversed: {},
  abandoned: { "give-back": "reversing" },
  redeemed: {},
};

/** The state a command leads to, or null where it is not allowed. */
export const stepAttempt = (from: AttemptState, command: AttemptCommand): AttemptState | null =>
  transitions[from][command] ?? null;

/** Card data may exist, encrypted, only in these states: once a message has left, nothing of ours needs it again. */
export const mayHoldCard = (state: AttemptState): boolean =>
  state === "preparing" || state === "authenticating" || state === "challenging" || state === "authenticated";

/** The attempt after a command, which must be allowed in its state: callers look at the state first where the world decides. */
export function advanceAttempt<Tried extends Attempt>(
  attempt: Tried,
  command: AttemptCommand,
  at: Instant,
): Tried {
  const state = stepAttempt(attempt.state, command);
  assert(state !== null, `${command} is not allowed on an attempt that is ${attempt.state}`);
  return { ...attempt, state, modifiedAt: at };
}

/** What 3-D Secure said so far; null members are not known (yet). */
export interface Authentication {
  readonly threeDSServerTransId: string;
  /** Where the browser runs the issuer's 3DS Method first, or null. */
  readonly methodUrl: string | null;
  readonly acsUrl: string | null;
  readonly acsTransId: string | null;
  readonly dsTransId: string | null;
  readonly protocolVersion: string | null;
  readonly transStatus: string | null;
  readonly transStatusReason: string | null;
  readonly eci: string | null;
  readonly authenticationValue: string | null;
  readonly challengeCancel: string | null;
  readonly flow: "challenge" | "frictionless" | null;
  readonly browser: Browser;
}

/** What the acquirer answered. */
export interface Authorization {
  readonly authorizationCode: string | null;
  readonly responseCode: string;
  readonly cvcResult: string | null;
  readonly schemeReference: string | null;
  /** How the acquirer will end its review of the payment, or null where it wants none. */
  readonly reviewAdvice: "void" | "complete" | null;
}

interface AnyAttempt {
  readonly key: AttemptKey;
  readonly orderKey: OrderKey;
  readonly state: AttemptState;
  readonly money: Money;
  /** Reference as the shop sees it (`external_transaction_id`). */
  readonly externalTransactionId: string;
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
}

/** A card, charged over the card link. */
export interface CardAttempt extends AnyAttempt {
  /** `capture` is the part of an authorization that a partial capture made an order of its own. */
  readonly kind: "sale" | "authorization" | "capture";
  readonly entryMode: "ecommerce" | "moto";
  readonly card: CardSummary;
  /** Keyed hash that finds the same card again. */
  readonly cardFingerprint: string;
  /** Null where no card is kept, nor one that was kept used. */
  readonly storedCredential: StoredCredential | null;
  /** The token that this payment left, once it was approved. */
  readonly token: TokenName | null;
  /** Null when no 3-D Secure is done. */
  readonly authentication: Authentication | null;
  /** Set in the commit before the authorization leaves. */
  readonly reference: AcquirerReference | null;
  readonly authorization: Authorization | null;
  /** Null where the site's fraud rules did not look. */
  readonly risk: Risk | null;
}

/** A bank, wallet, pay-later provider or gift card, reached over the bank link. */
export interface ProviderAttempt extends AnyAttempt {
  readonly kind: "transfer";
  readonly method: ProviderMethodId;
  /** The token that this payment left, once its money had come. */
  readonly token: TokenName | null;
  readonly provider: ProviderPayment;
}

/** What the provider has told of its side of the payment; null members are not known (yet). */
export interface ProviderPayment {
  readonly paymentId: string | null;
  /** Where the shopper pays, or null where there is nothing for him to do. */
  readonly checkoutUrl: string | null;
  readonly instructions: TransferInstructions | null;
  readonly account: BankAccount | null;
  /** Reference for later direct debits. */
  readonly mandate: string | null;
  /** The promise to pay lapses where nothing is shipped until then; null or absent: it has no such end. */
  readonly shipBy?: Instant | null;
  /** What the shop or the shopper chose before: see `ProviderInput`. */
  readonly input: ProviderInput;
}

/** What the provider needs to be told beside amount and shopper. */
export interface ProviderInput {
  readonly issuer: string | null;
  readonly account: BankAccount | null;
  readonly birthday: string | null;
  readonly gender: string | null;
  /** An earlier mandate. */
  readonly token: string | null;
  /** What the shop calls the token that the mandate stands behind, and what it may be charged for. */
  readonly charged?: { readonly token: TokenName; readonly model: RecurringModel };
}

export interface BankAccount {
  readonly holder: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
}

/** Where a bank transfer must go to. */
export interface TransferInstructions {
  readonly reference: string;
  readonly holder: string;
  readonly city: string;
  readonly country: string;
  readonly iban: string;
  readonly bic: string;
  readonly bank: string;
}

export type Attempt = CardAttempt | ProviderAttempt;

export const isCardAttempt = (attempt: Attempt | null | undefined): attempt is CardAttempt =>
  attempt !== null && attempt !== undefined && attempt.kind !== "transfer";

/** What the shop reads as `type` of the payment: brand of the card, or gateway id. */
export const methodOf = (attempt: Attempt): CardBrand | ProviderMethodId =>
  attempt.kind === "transfer" ? attempt.method : attempt.card.brand;
