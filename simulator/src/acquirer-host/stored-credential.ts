import type { IsoMessage } from "./iso-message.ts";
import { parsePrivateData, type PrivateData } from "./private-data.ts";

/** DE 22 of a payment by a card that was kept: nobody entered the number. */
const credentialOnFile = "102";

/** The part of a payment that has to do with a kept card, for the books. */
export interface StoredCredential {
  readonly use: "initial" | "subsequent";
  readonly initiatedBy: "cardholder" | "merchant";
  /** Scheme reference of the payment that left the card; null at that payment itself. */
  readonly traceId: string | null;
}

/** Null where no card is kept and none that was kept is used. */
export function storedCredentialOf(message: IsoMessage): StoredCredential | null {
  const privateData = parsePrivateData(message["48"] ?? "");
  if (privateData === null || privateData.initiation === null) return null;
  return {
    use: isSubsequent(message) ? "subsequent" : "initial",
    initiatedBy: isByMerchant(privateData) ? "merchant" : "cardholder",
    traceId: privateData.traceId,
  };
}

/** What a message may not say of a kept card, or null (docs/protocols/card-link.md, "Kept cards"). */
export function credentialFault(message: IsoMessage, privateData: PrivateData): string | null {
  const { initiation, traceId } = privateData;
  if (!isSubsequent(message)) {
    // The shopper who leaves a card is there and enters it.
    if (isByMerchant(privateData)) return "DE 48 contradicts DE 22";
    return traceId === null ? null : "DE 48 names an earlier payment";
  }
  if (initiation === null || traceId === null) return "DE 48 names no earlier payment";
  // Who keeps a card has no CVC of it; where the merchant began, nobody was there to be authenticated.
  const isAuthenticated =
    privateData.hasAuthenticationValue || privateData.eci !== null || privateData.dsTransId !== null;
  const isWitnessed = privateData.hasCvc || (isAuthenticated && isByMerchant(privateData));
  return isWitnessed ? "DE 48 contradicts DE 22" : null;
}

/** Whether DE 25 and DE 48 must say that there was no electronic channel: by mail or telephone, or by the merchant alone. */
export function isWithoutChannel(message: IsoMessage, privateData: PrivateData): boolean {
  return isSubsequent(message) ? isByMerchant(privateData) : message["22"] === "012";
}

export function isEntryMode(value: string): boolean {
  return value === "812" || value === "012" || value === credentialOnFile;
}

function isSubsequent(message: IsoMessage): boolean {
  return message["22"] === credentialOnFile;
}

function isByMerchant({ initiation }: PrivateData): boolean {
  return initiation?.startsWith("M") === true;
}
