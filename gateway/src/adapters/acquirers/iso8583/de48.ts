/**
 * DE 48 as Mastercard's customer interface specification lays it out: the
 * transaction category code, then subelements of two digits number, two digits
 * length and value. The card verification code, the evidence of 3-D Secure and
 * the use of a kept card travel in here.
 */
import type { LiabilityEvidence } from "#domain/authentication/evidence.ts";
import type { Cvc } from "#domain/card/card.ts";
import type { Cobrand } from "#domain/card/cobrand.ts";
import type { StoredCredential } from "#domain/token/stored-credential.ts";
import type { EntryMode } from "#ports/acquirer.ts";
import { initiation, isMerchantInitiated } from "./stored-credential.ts";

export interface PrivateData {
  readonly entryMode: EntryMode;
  readonly evidence: LiabilityEvidence | null;
  readonly storedCredential: StoredCredential | null;
  readonly cvc: Cvc | null;
  readonly cobrand?: Cobrand | undefined;
}

/** `T`: phone, mail and electronic commerce orders. */
const transactionCategoryCode = "T";

export function de48({ entryMode, evidence, storedCredential, cvc, cobrand }: PrivateData): string {
  // An order by telephone, or by the merchant alone, has no electronic channel to speak of.
  const isElectronic = entryMode === "ecommerce" && !isMerchantInitiated(storedCredential);
  return [
    transactionCategoryCode,
    storedCredential === null ? "" : tagged("22", tagged("05", initiation(storedCredential))),
    isElectronic ? tagged("42", tagged("01", securityLevel(evidence))) : "",
    optional("43", evidence?.authenticationValue),
    storedCredential?.use === "subsequent" ? optional("63", storedCredential.schemeReference) : "",
    evidence === null ? "" : tagged("66", authenticationData(evidence)),
    optional("71", evidence?.eci),
    optional("92", cvc?.reveal()),
    optional("95", cobrand),
  ].join("");
}

/** Security protocol 2 (channel encrypted), cardholder authentication 1, then how far 3-D Secure got. */
function securityLevel(evidence: LiabilityEvidence | null): string {
  return `21${collectionIndicator(evidence?.eci ?? null)}`;
}

/** 2 fully authenticated, 1 attempted, 0 none. Visa and Amex count 05 06 07, Mastercard 02 01 00. */
function collectionIndicator(eci: string | null): "0" | "1" | "2" {
  if (eci === "05" || eci === "02") return "2";
  if (eci === "06" || eci === "01") return "1";
  return "0";
}

/** Program protocol 2 is EMV 3-D Secure, the only one spoken here. */
function authenticationData(evidence: LiabilityEvidence): string {
  return tagged("01", "2") + optional("02", evidence.dsTransactionId);
}

const optional = (number: string, value: string | null | undefined): string =>
  value === null || value === undefined ? "" : tagged(number, value);

const tagged = (number: string, value: string): string =>
  `${number}${String(value.length).padStart(2, "0")}${value}`;
