import type { Reason } from "../order/order.ts";
import { type Attempt, isCardAttempt } from "./attempt.ts";
import { cancelledReason, tooLittleReason } from "./decline-reason.ts";

/**
 * Why a payment was declined, as far as its shopper is told. Whatever an issuer
 * suspects (lost, stolen, fraud) is `refused` like all the rest: the page may be
 * read by a thief, and else accuses an honest person.
 */
export type DeclineCause =
  | "refused"
  | "insufficient-funds"
  | "card-expired"
  | "not-confirmed"
  | "not-finished"
  | "too-often"
  | "technical"
  | "underpaid";

const byReasonCode: Readonly<Record<string, DeclineCause>> = {
  "3001": "not-confirmed",
  "3002": "not-confirmed",
  "3003": "not-confirmed",
  "3004": "too-often",
  "3005": "card-expired",
  "4002": "insufficient-funds",
  "4005": "card-expired",
};

/** Of a declined order; the codes are those of `issuerReason` and `authenticationReason`. */
export function declineCause(order: Reason, attempt: Attempt | null): DeclineCause {
  if (order.reason === cancelledReason.reason) return "not-finished";
  if (order.reason === tooLittleReason.reason) return "underpaid";
  const known = byReasonCode[order.reasonCode ?? ""];
  if (known !== undefined) return known;
  // 4999 without an answer of the acquirer: nobody was asked, or what was sent had to be undone.
  const isUnanswered =
    isCardAttempt(attempt) && attempt.authorization === null && order.reasonCode === "4999";
  return isUnanswered ? "technical" : "refused";
}
