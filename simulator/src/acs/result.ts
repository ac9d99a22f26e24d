import { randomBytes } from "node:crypto";
import type { Scheme } from "../directory-server/card-ranges.ts";

/** A transStatus that ends an authentication. */
export type FinalTransStatus = "Y" | "A" | "N" | "U" | "R";

export interface AuthenticationResult {
  readonly transStatus: FinalTransStatus;
  /** 01 authentication failed, 11 suspected fraud, 22 technical issue at the ACS. */
  readonly transStatusReason: "01" | "11" | "22" | null;
  readonly eci: string | null;
  /** The issuer's proof: base64 of 20 random bytes. */
  readonly authenticationValue: string | null;
  /** `01`: cancelled by the cardholder. */
  readonly challengeCancel: "01" | null;
}

export function resultOf(transStatus: FinalTransStatus, scheme: Scheme): AuthenticationResult {
  const isProven = transStatus === "Y" || transStatus === "A";
  return {
    transStatus,
    transStatusReason: reasons[transStatus],
    eci: isProven ? indicator(transStatus, scheme) : null,
    authenticationValue: isProven ? randomBytes(20).toString("base64") : null,
    challengeCancel: null,
  };
}

export function cancelledByCardholder(scheme: Scheme): AuthenticationResult {
  return { ...resultOf("N", scheme), challengeCancel: "01" };
}

export function isFinalTransStatus(value: unknown): value is FinalTransStatus {
  return typeof value === "string" && Object.hasOwn(reasons, value);
}

const reasons: Readonly<Record<FinalTransStatus, AuthenticationResult["transStatusReason"]>> = {
  Y: null,
  A: null,
  N: "01",
  U: "22",
  R: "11",
};

/** Visa and American Express count the other way round than Mastercard and Maestro. */
function indicator(transStatus: "Y" | "A", scheme: Scheme): string {
  const isMastercard = scheme === "mastercard" || scheme === "maestro";
  if (transStatus === "Y") return isMastercard ? "02" : "05";
  return isMastercard ? "01" : "06";
}
