import { randomUUID } from "node:crypto";
import type { Scheme } from "../directory-server/card-ranges.ts";
import type { Message } from "../directory-server/element-rules.ts";
import type { AReq } from "../directory-server/requests.ts";
import { behaviourOf } from "../issuer/cards.ts";
import type { IssuerPolicy } from "../issuer/policy.ts";
import {
  type AuthenticationResult,
  cancelledByCardholder,
  type FinalTransStatus,
  resultOf,
} from "./result.ts";

export type Purchase = Pick<
  AReq,
  "merchantName" | "purchaseAmount" | "purchaseCurrency" | "purchaseExponent"
>;

/** One cardholder authentication as the issuer keeps it. Of the card only the last four digits stay. */
export interface Authentication {
  readonly threeDSServerTransID: string;
  readonly acsTransID: string;
  readonly dsTransID: string;
  readonly messageCategory: string;
  readonly scheme: Scheme;
  readonly last4: string;
  readonly neverSucceeds: boolean;
  readonly purchase: Purchase;
  readonly browserLanguage: string;
  readonly threeDSServerURL: string;
  readonly notificationURL: string;
  state: AuthenticationState;
}

export type AuthenticationState =
  /** Decided in the ARes. */
  | { readonly kind: "frictionless"; readonly result: AuthenticationResult }
  | { readonly kind: "challenge" }
  /** Decided by the cardholder; `reported` settles when the 3DS Server has been told, or could not be. */
  | {
      readonly kind: "decided";
      readonly result: AuthenticationResult;
      readonly reported: Promise<boolean>;
      readonly isAcknowledged: boolean | null;
    };

/** What the cardholder chose on the challenge page. */
export type Choice = FinalTransStatus | "cancel";

export type Report = (rreq: Message, threeDSServerUrl: string) => Promise<boolean>;

/** The issuer's access control server: decides who is challenged, and keeps each result. */
export class Acs {
  readonly #policy: IssuerPolicy;
  readonly #report: Report;
  readonly #publicUrl: string;
  readonly #byAcsTransId = new Map<string, Authentication>();

  constructor({
    policy,
    report,
    publicUrl,
  }: {
    readonly policy: IssuerPolicy;
    readonly report: Report;
    readonly publicUrl: string;
  }) {
    this.#policy = policy;
    this.#report = report;
    this.#publicUrl = publicUrl;
  }

  /** The ARes to an AReq of a card in one of our ranges. */
  authenticate(
    areq: AReq,
    { scheme, isAcsAvailable }: { readonly scheme: Scheme; readonly isAcsAvailable: boolean },
  ): Message {
    const { authentication: behaviour } = behaviourOf(areq.acctNumber);
    const authentication: Authentication = {
      threeDSServerTransID: areq.threeDSServerTransID,
      acsTransID: randomUUID(),
      dsTransID: randomUUID(),
      messageCategory: areq.messageCategory,
      scheme,
      last4: areq.acctNumber.slice(-4),
      neverSucceeds: behaviour === "challenge-fails",
      purchase: purchaseOf(areq),
      browserLanguage: areq.browserLanguage,
      threeDSServerURL: areq.threeDSServerURL,
      notificationURL: areq.notificationURL,
      state: { kind: "challenge" },
    };
    const isChallenged = behaviour !== "by-policy" || this.#isChallengedByPolicy(areq);
    if (!isAcsAvailable) authentication.state = { kind: "frictionless", result: resultOf("U", scheme) };
    else if (!isChallenged) authentication.state = { kind: "frictionless", result: resultOf("Y", scheme) };
    this.#byAcsTransId.set(authentication.acsTransID, authentication);
    return this.#ares(authentication);
  }

  /** The challenge that a CReq names, open or decided, or null. */
  challenge(ids: Pick<Authentication, "acsTransID" | "threeDSServerTransID">): Authentication | null {
    const authentication = this.#byAcsTransId.get(ids.acsTransID);
    if (authentication?.threeDSServerTransID !== ids.threeDSServerTransID) return null;
    return authentication.state.kind === "frictionless" ? null : authentication;
  }

  /** Decides an open challenge once and waits until the 3DS Server knows; a later choice changes nothing. */
  async decide(authentication: Authentication, choice: Choice): Promise<void> {
    if (authentication.state.kind === "challenge") this.#decideOnce(authentication, choice);
    if (authentication.state.kind === "decided") await authentication.state.reported;
  }

  list(): readonly Authentication[] {
    return [...this.#byAcsTransId.values()];
  }

  /** 04: the 3DS Requestor mandates a challenge. */
  #isChallengedByPolicy(areq: AReq): boolean {
    return areq.threeDSRequestorChallengeInd === "04" || this.#policy.threeDSecure === "challenge";
  }

  #decideOnce(authentication: Authentication, choice: Choice): void {
    const { scheme } = authentication;
    const transStatus = authentication.neverSucceeds && choice !== "cancel" ? "N" : choice;
    const result = transStatus === "cancel" ? cancelledByCardholder(scheme) : resultOf(transStatus, scheme);
    const reported = this.#report(rreq(authentication, result), authentication.threeDSServerURL).then(
      (isAcknowledged) => {
        authentication.state = { kind: "decided", result, reported, isAcknowledged };
        return isAcknowledged;
      },
    );
    authentication.state = { kind: "decided", result, reported, isAcknowledged: null };
  }

  #ares(authentication: Authentication): Message {
    const { threeDSServerTransID, acsTransID, dsTransID, state } = authentication;
    return {
      messageType: "ARes",
      messageVersion: "2.2.0",
      threeDSServerTransID,
      acsTransID,
      dsTransID,
      acsReferenceNumber: "SLUIS-SIMULATED-ACS",
      acsOperatorID: "SLUIS-SIMULATOR",
      dsReferenceNumber: "SLUIS-SIMULATED-DS",
      ...(state.kind === "frictionless"
        ? resultElements(state.result)
        : {
            transStatus: "C",
            acsChallengeMandated: "Y",
            acsURL: `${this.#publicUrl}/acs/challenge`,
            authenticationType,
          }),
    };
  }
}

/** Copied element by element: the AReq also holds the card number. */
function purchaseOf({ merchantName, purchaseAmount, purchaseCurrency, purchaseExponent }: AReq): Purchase {
  return { merchantName, purchaseAmount, purchaseCurrency, purchaseExponent };
}

/** 02: dynamic, as with a code from an app. */
const authenticationType = "02";

function rreq(authentication: Authentication, result: AuthenticationResult): Message {
  const { threeDSServerTransID, acsTransID, dsTransID, messageCategory } = authentication;
  return {
    messageType: "RReq",
    messageVersion: "2.2.0",
    threeDSServerTransID,
    acsTransID,
    dsTransID,
    messageCategory,
    authenticationType,
    interactionCounter: "01",
    ...resultElements(result),
    ...(result.challengeCancel === null ? {} : { challengeCancel: result.challengeCancel }),
  };
}

/** Elements without value are left out: EMV 3-D Secure knows no null. */
function resultElements({
  transStatus,
  transStatusReason,
  eci,
  authenticationValue,
}: AuthenticationResult): Message {
  return {
    transStatus,
    ...(transStatusReason === null ? {} : { transStatusReason }),
    ...(eci === null ? {} : { eci }),
    ...(authenticationValue === null ? {} : { authenticationValue }),
  };
}
