import type { Reason } from "../order/order.ts";

/** DE 39 of the acquirer's answer → reason of the contract (cards-3ds.md §9). */
const byResponseCode: Readonly<Record<string, readonly [code: string, text: string]>> = {
  "05": ["4001", "Do not honor"],
  "51": ["4002", "Insufficient funds"],
  "34": ["4003", "Suspected fraud"],
  "41": ["4003", "Suspected fraud"],
  "43": ["4003", "Suspected fraud"],
  "59": ["4003", "Suspected fraud"],
  "65": ["4004", "Soft decline"],
  "1A": ["4004", "Soft decline"],
  "54": ["4005", "Expired card"],
};

export function issuerReason(responseCode: string): Reason {
  const [reasonCode, reason] = byResponseCode[responseCode] ?? ["4999", "Declined"];
  return { reason, reasonCode };
}

/**
 * The issuer or the acquirer's system is away: nothing was decided. What may have
 * moved money before is asked again, for a refusal of a repeat says nothing of the
 * first message.
 */
export const isUndecided = (responseCode: string): boolean => responseCode === "91" || responseCode === "96";

/** Nobody could be asked, or what was asked had to be undone. */
export const unreachedReason: Reason = { reason: "Declined", reasonCode: "4999" };

/** A provider took less than was asked for; it is given back. */
export const tooLittleReason: Reason = { reason: "Paid less than the amount", reasonCode: "4999" };

/** The shopper gave up at the challenge (contract, statuses.md §3.2). */
export const cancelledReason: Reason = { reason: "3D authorisation cancelled", reasonCode: "" };

/** transStatusReason of EMV 3DS 2.2.0, values 01..12 → the contract's 3001..3012, in the same order. */
const authenticationTexts = [
  "Card authentication failed",
  "Unknown device",
  "Unsupported device",
  "Exceeds authentication frequency limit",
  "Expired card",
  "Invalid card number",
  "Invalid transaction",
  "No Card record",
  "Security failure",
  "Stolen card",
  "Suspected fraud",
  "Transaction not permitted to the cardholder",
] as const;

/** Why 3-D Secure ended the payment; without a reason N counts as 01 and R as 11. */
export function authenticationReason(transStatus: "N" | "R", transStatusReason: string | null): Reason {
  const given = Number(transStatusReason ?? "0");
  const known = given >= 1 && given <= authenticationTexts.length;
  const number = known ? given : transStatus === "R" ? 11 : 1;
  return {
    reason: `3DS Authentication Failed / ${authenticationTexts[number - 1] ?? ""}`,
    reasonCode: String(3000 + number),
  };
}
