import { randomInt } from "node:crypto";
import { behaviourOf, type ReviewAdvice } from "./cards.ts";

/** What the issuer says to an authorization, in the words of ISO 8583. */
export interface Decision {
  /** DE 39. */
  readonly responseCode: string;
  /** DE 38, six digits, only with an approval. */
  readonly authorizationCode: string | null;
  /** DE 44: CVC result, then review advice; null where there is neither. */
  readonly additionalResponse: string | null;
  /** DE 63: the scheme's reference, only with an approval. */
  readonly schemeReference: string | null;
}

const adviceLetters: Readonly<Record<ReviewAdvice, string>> = {
  none: "",
  "then-void": "V",
  "then-complete": "C",
};

/** The expiry date is not looked at: the sandbox takes dates in the past, strictness is the gateway's. */
export function decide(card: { readonly number: string; readonly hasCvc: boolean }): Decision {
  const { responseCode, review } = behaviourOf(card.number);
  const isApproved = responseCode === "00";
  return {
    responseCode,
    authorizationCode: isApproved ? digits(6) : null,
    additionalResponse: additionalResponse(card.hasCvc, isApproved ? review : "none"),
    schemeReference: isApproved ? digits(15) : null,
  };
}

/** The answer of a network whose issuer cannot be reached. */
export function unavailable(): Decision {
  return { responseCode: "91", authorizationCode: null, additionalResponse: null, schemeReference: null };
}

/** Every CVC matches: the cards of the sandbox take any. */
function additionalResponse(hasCvc: boolean, review: ReviewAdvice): string | null {
  const advice = adviceLetters[review];
  if (!hasCvc && advice === "") return null;
  return `${hasCvc ? "M" : " "}${advice}`;
}

function digits(length: number): string {
  return String(randomInt(0, 10 ** Math.min(length, 14))).padStart(length, "0");
}
