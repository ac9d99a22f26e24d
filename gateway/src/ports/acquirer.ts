import type { Card } from "#domain/card/card.ts";
import type { LiabilityEvidence } from "#domain/authentication/evidence.ts";
import type { Minor, Money } from "#domain/money.ts";
import type { AcquirerReference } from "#domain/payment/acquirer-reference.ts";
import type { StoredCredential } from "#domain/token/stored-credential.ts";

/** How the card reached us; decides DE 22 and DE 25. */
export type EntryMode = "ecommerce" | "moto";

/**
 * `sale` moves the money at once (0200); `authorization` only reserves it
 * (0100): manual capture and zero authorization.
 */
export type AuthorizationKind = "sale" | "authorization";

export interface AuthorizationRequest {
  readonly kind: AuthorizationKind;
  readonly reference: AcquirerReference;
  readonly money: Money;
  readonly card: Card;
  readonly entryMode: EntryMode;
  /** Null where no 3-D Secure was done. */
  readonly evidence: LiabilityEvidence | null;
  /** Null where the card is not kept, nor one that was kept. */
  readonly storedCredential: StoredCredential | null;
  readonly merchant: CardAcceptor;
}

/** DE 18, 41, 42, 43. */
export interface CardAcceptor {
  /** ISO 18245, four digits. */
  readonly mcc: string;
  /** Eight characters at most. */
  readonly terminalId: string;
  /** Fifteen characters at most. */
  readonly acceptorId: string;
  readonly name: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export type AuthorizationOutcome =
  | {
      readonly kind: "approved";
      readonly authorizationCode: string;
      readonly responseCode: string;
      /** Result of the CVC check as the issuer gave it (`M` match, `N` no match, `P` not processed, `U` unable), or null. */
      readonly cvcResult: string | null;
      readonly schemeReference: string | null;
      /**
       * The acquirer holds the approved payment for review and says how that will
       * end: it will be voided, or completed. Null where nothing is under review.
       */
      readonly reviewAdvice: "void" | "complete" | null;
    }
  | { readonly kind: "declined"; readonly responseCode: string; readonly cvcResult: string | null }
  /** No byte left this house: the acquirer cannot know of it. */
  | { readonly kind: "not-sent"; readonly cause: string }
  /** It may have happened. A timeout, a cut, a nonsensical answer: ask or reverse. */
  | { readonly kind: "unknown"; readonly cause: string };

export interface ReversalRequest {
  readonly reference: AcquirerReference;
  readonly original: AcquirerReference;
  readonly originalKind: AuthorizationKind;
  readonly money: Money;
  readonly merchant: CardAcceptor;
  /** True from the second try on: sent as 0401, the repeat of 0400. */
  readonly isRepeat: boolean;
}

export type ReversalOutcome =
  /** The acquirer holds no money of the original any more: it was undone, or never arrived. */
  | { readonly kind: "reversed"; readonly responseCode: string }
  | { readonly kind: "refused"; readonly responseCode: string }
  | { readonly kind: "not-sent"; readonly cause: string }
  | { readonly kind: "unknown"; readonly cause: string };

/** What a later message about a payment names: the message that moved or reserved the money. */
export interface OriginalMessage {
  /** `sale` 0200, `authorization` 0100, `capture` 0220. */
  readonly kind: AuthorizationKind | "capture";
  readonly reference: AcquirerReference;
}

/** Moves (part of) what an authorization reserved. */
export interface CaptureRequest {
  readonly reference: AcquirerReference;
  readonly original: OriginalMessage & { readonly kind: "authorization" };
  readonly authorizationCode: string;
  readonly money: Money;
  readonly merchant: CardAcceptor;
  /** True from the second try on: sent as 0221, under the same reference. */
  readonly isRepeat: boolean;
}

/** Gives (part of) what a sale or capture moved back to the card. A repeat is the same message. */
export interface RefundRequest {
  readonly reference: AcquirerReference;
  readonly original: OriginalMessage & { readonly kind: "sale" | "capture" };
  readonly money: Money;
  readonly merchant: CardAcceptor;
}

/** Gives up what is left of an authorization. */
export interface ReleaseRequest {
  readonly reference: AcquirerReference;
  readonly original: OriginalMessage & { readonly kind: "authorization" };
  /** Amount of the authorization. */
  readonly money: Money;
  /** What captures took of it; the rest is released. */
  readonly captured: Minor;
  readonly merchant: CardAcceptor;
  readonly isRepeat: boolean;
}

/** Outcome of a message that follows a payment. `unknown` and `not-sent` are asked again under the same reference. */
export type FollowUpOutcome =
  | { readonly kind: "done"; readonly responseCode: string }
  | { readonly kind: "refused"; readonly responseCode: string }
  | { readonly kind: "not-sent"; readonly cause: string }
  | { readonly kind: "unknown"; readonly cause: string };

/**
 * The company that moves card money for us. No call throws: what the network
 * does is an outcome. `reference` is the idempotency key of every call; a
 * repeated reversal of the same original is harmless.
 */
export interface Acquirer {
  authorize(request: AuthorizationRequest): Promise<AuthorizationOutcome>;
  reverse(request: ReversalRequest): Promise<ReversalOutcome>;
  capture(request: CaptureRequest): Promise<FollowUpOutcome>;
  refund(request: RefundRequest): Promise<FollowUpOutcome>;
  release(request: ReleaseRequest): Promise<FollowUpOutcome>;
  /** Messages since the start that were not believed to be the acquirer's, for the metrics. */
  disbelievedCount(): number;
  /** True while signed on: health only, never a condition for a payment. */
  isSignedOn(): boolean;
  close(): Promise<void>;
}
