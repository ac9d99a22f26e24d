import type { Browser } from "#domain/authentication/browser.ts";
import type { Card, Pan } from "#domain/card/card.ts";
import type { Money } from "#domain/money.ts";
import type { Instant } from "#domain/time.ts";
import type { CardAcceptor } from "./acquirer.ts";

/** Whether the issuer's 3DS Method ran in the browser before the AReq (threeDSCompInd). */
export type MethodCompletion = "Y" | "N" | "U";

/** The card's entry in the directory server's card ranges (PRes). */
export type CardRange =
  | { readonly kind: "enrolled"; readonly methodUrl: string | null }
  | { readonly kind: "not-enrolled" }
  /** The directory server gave no card ranges: the AReq itself will tell. */
  | { readonly kind: "unavailable" };

export interface AuthenticationRequest {
  /** UUID that names this authentication in every message. */
  readonly threeDSServerTransId: string;
  readonly card: Card;
  readonly money: Money;
  readonly purchaseAt: Instant;
  readonly browser: Browser;
  readonly methodCompletion: MethodCompletion;
  /** True asks the issuer for a challenge (threeDSRequestorChallengeInd 04). */
  readonly wantsChallenge: boolean;
  readonly merchant: CardAcceptor & { readonly requestorUrl: string };
  readonly cardholder: Cardholder;
  /** Where the browser brings the CRes. */
  readonly notificationUrl: string;
  /** Where the directory server posts the RReq; holds an unguessable word known only to it and us. */
  readonly resultsUrl: string;
}

/** Optional cardholder fields of the AReq; null members are left out. */
export interface Cardholder {
  readonly email: string | null;
  readonly phone: string | null;
  readonly addressLine1: string | null;
  readonly addressLine2: string | null;
  readonly city: string | null;
  readonly postCode: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** transStatus of an ARes or RReq that ends an authentication. */
export type FinalTransStatus = "Y" | "A" | "N" | "U" | "R";

export type AuthenticationOutcome =
  | {
      readonly kind: "final";
      readonly transStatus: FinalTransStatus;
      readonly transStatusReason: string | null;
      readonly eci: string | null;
      readonly authenticationValue: string | null;
      readonly dsTransId: string | null;
      readonly acsTransId: string | null;
      readonly protocolVersion: string;
    }
  | {
      readonly kind: "challenge";
      readonly acsUrl: string;
      readonly dsTransId: string;
      readonly acsTransId: string;
      readonly protocolVersion: string;
    }
  /** Directory server: card range not supported (Erro 305 or no range). */
  | { readonly kind: "not-enrolled" }
  /** Timeout, refusal or nonsense from the directory server: no authentication took place. */
  | { readonly kind: "unavailable"; readonly cause: string };

/** The RReq as parsed: what the issuer decided after the challenge. */
export interface ChallengeResult {
  readonly threeDSServerTransId: string;
  readonly acsTransId: string;
  readonly dsTransId: string;
  readonly transStatus: FinalTransStatus;
  readonly transStatusReason: string | null;
  readonly eci: string | null;
  readonly authenticationValue: string | null;
  /** Two digits of `challengeCancel` (01 cardholder cancelled, 03/04/05 timeouts …), or null. */
  readonly challengeCancel: string | null;
}

/**
 * The 3-D Secure world behind our 3DS Server. No call throws. Nothing the
 * browser brings decides: only the ARes and the RReq do.
 */
export interface Authenticator {
  cardRange(pan: Pan): Promise<CardRange>;
  authenticate(request: AuthenticationRequest): Promise<AuthenticationOutcome>;
  /** The base64url `creq` of a challenge (EMV 3DS 2.2.0, CReq): stable for the same ids, so both ways lead to one challenge. */
  challengeRequest(challenge: {
    readonly threeDSServerTransId: string;
    readonly acsTransId: string;
    readonly protocolVersion: string;
  }): string;
  /** base64url `threeDSMethodData` of the 3DS Method form. */
  methodData(method: { readonly threeDSServerTransId: string; readonly notificationUrl: string }): string;
  /** Body of a POST from the directory server → the result, or the Erro message to answer with. */
  parseResults(
    body: string,
  ):
    | { readonly kind: "result"; readonly result: ChallengeResult }
    | { readonly kind: "malformed"; readonly answer: string };
  /** The RRes that acknowledges a result; `accepted` false tells that we know no such authentication. */
  acknowledgeResults(result: ChallengeResult, accepted: boolean): string;
  /** `cres` from the browser → the ids it names, or null. Never a decision. */
  parseChallengeResponse(
    cres: string,
  ): { readonly threeDSServerTransId: string; readonly acsTransId: string } | null;
  close(): Promise<void>;
}
