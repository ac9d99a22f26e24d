import { randomInt } from "node:crypto";
import { behaviourOf, isTestCard, type ReviewAdvice } from "./cards.ts";

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

/** The card as the authorization names it; `expiry` is DE 14, `YYMM`. */
export interface PresentedCard {
  readonly number: string;
  readonly expiry: string;
  readonly hasCvc: boolean;
}

/**
 * By the card's script; a card without one is declined with 54 after its last
 * month. The documented test cards pay with any date, also one long past, as the
 * examples of the API have it.
 */
export function decide(card: PresentedCard, today: Date): Decision {
  const script = behaviourOf(card.number);
  const { review } = script;
  const responseCode =
    script.responseCode === "00" && !isTestCard(card.number) && hasExpired(card.expiry, today)
      ? "54"
      : script.responseCode;
  const isApproved = responseCode === "00";
  return {
    responseCode,
    authorizationCode: isApproved ? digits(6) : null,
    additionalResponse: additionalResponse(card.hasCvc, isApproved ? review : "none"),
    schemeReference: isApproved ? digits(15) : null,
  };
}

function hasExpired(expiry: string, today: Date): boolean {
  const thisMonth = `${String(today.getUTCFullYear() % 100).padStart(2, "0")}${String(today.getUTCMonth() + 1).padStart(2, "0")}`;
  return expiry < thisMonth;
}

/** Cards are always glad of a refund; it is given a code of its own. */
export function approveRefund(): Decision {
  return { ...approveCompletion(), authorizationCode: digits(6) };
}

/** A completion was authorized before: the issuer takes note of it and gives no new code. */
export function approveCompletion(): Decision {
  return answerAlone("00");
}

/** The answer of a network whose issuer cannot be reached. */
export function unavailable(): Decision {
  return refusal("91");
}

/** An answer that moves nothing. */
export function refusal(responseCode: string): Decision {
  return answerAlone(responseCode);
}

function answerAlone(responseCode: string): Decision {
  return { responseCode, authorizationCode: null, additionalResponse: null, schemeReference: null };
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
