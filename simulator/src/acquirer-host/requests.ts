import type { PresentedCard } from "../issuer/issuer.ts";
import type { OriginalData } from "./book-entry.ts";
import type { BookingRequest, Original } from "./books.ts";
import type { FollowUpRequest } from "./follow-up-rules.ts";
import type { IsoMessage } from "./iso-message.ts";
import { parsePrivateData } from "./private-data.ts";
import { storedCredentialOf } from "./stored-credential.ts";

/** Requests that passed the format check, in the words of the books. */
export function parseAuthorization(request: IsoMessage): {
  readonly card: PresentedCard;
  readonly booking: BookingRequest;
} {
  const pan = field(request, "2");
  const privateData = parsePrivateData(field(request, "48"));
  const booking: BookingRequest = {
    ...commonFields(request),
    messageType: request["0"] === "0100" ? "0100" : "0200",
    last4: pan.slice(-4),
    securityLevel: privateData?.securityLevel ?? null,
    eci: privateData?.eci ?? null,
    cobrand: privateData?.cobrand ?? null,
    storedCredential: storedCredentialOf(request),
  };
  const card = { number: pan, expiry: field(request, "14"), hasCvc: privateData?.hasCvc === true };
  return { card, booking };
}

export function parseFollowUp(request: IsoMessage, kind: FollowUpRequest["kind"]): FollowUpRequest {
  return {
    ...commonFields(request),
    kind,
    original: originalData(request),
    authorizationCode: request["38"] ?? null,
  };
}

/** A reversal or release: its amount, currency, RRN and card acceptor are those of the original. */
export function parseUndoing(request: IsoMessage): {
  readonly original: Original;
  readonly money: Pick<BookingRequest, "amountMinor" | "currency">;
} {
  const { rrn, acceptorId, amountMinor, currency } = commonFields(request);
  return { original: { ...originalData(request), rrn, acceptorId }, money: { amountMinor, currency } };
}

/** The first of the replacement amounts in DE 95: what completions took. */
export function completedMinor(release: IsoMessage): number {
  return Number(field(release, "95").slice(0, 12));
}

function commonFields(
  request: IsoMessage,
): Pick<BookingRequest, "stan" | "rrn" | "acceptorId" | "transmittedAt" | "amountMinor" | "currency"> {
  return {
    stan: field(request, "11"),
    rrn: field(request, "37"),
    acceptorId: field(request, "42").trimEnd(),
    transmittedAt: field(request, "7"),
    amountMinor: Number(field(request, "4")),
    currency: field(request, "49"),
  };
}

function originalData(request: IsoMessage): OriginalData {
  const text = field(request, "90");
  return {
    messageType: originalType(text.slice(0, 4)),
    stan: text.slice(4, 10),
    transmittedAt: text.slice(10, 20),
  };
}

function originalType(text: string): OriginalData["messageType"] {
  if (text === "0100" || text === "0200" || text === "0220") return text;
  throw new Error("DE 90 passed the format check and names no original");
}

/** The format check has seen to it that the field is there. */
function field(message: IsoMessage, name: string): string {
  const value = message[name];
  if (value === undefined) throw new Error(`DE ${name} passed the format check and is missing`);
  return value;
}
