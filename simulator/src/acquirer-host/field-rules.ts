import type { IsoMessage } from "./iso-message.ts";
import { parsePrivateData } from "./private-data.ts";
import { type RequestKind, requestKindOf } from "./request-kind.ts";
import { credentialFault, isEntryMode, isWithoutChannel } from "./stored-credential.ts";

/**
 * Which fields a request must hold, from the tables of docs/protocols/card-link.md.
 * A field that the page does not give to the message is as wrong as a missing one:
 * a witness that shrugs at what it was not told would hide a codec's mistakes.
 */
const fieldsByKind: Readonly<Record<RequestKind, readonly string[]>> = {
  authorization: "2 3 4 7 11 12 13 14 18 22 25 32 37 41 42 43 48 49".split(" "),
  completion: "3 4 7 11 12 13 18 32 37 38 41 42 43 49 90".split(" "),
  refund: "3 4 7 11 12 13 18 32 37 41 42 43 49 90".split(" "),
  reversal: "3 4 7 11 12 13 18 32 37 41 42 49 90".split(" "),
  release: "3 4 7 11 12 13 18 32 37 41 42 49 90 95".split(" "),
  network: "7 11 70".split(" "),
};

/** The message types that DE 90 may name. */
const originalsByKind: Readonly<Record<RequestKind, readonly string[]>> = {
  authorization: [],
  completion: ["0100"],
  refund: ["0200", "0220"],
  reversal: ["0100", "0200"],
  release: ["0100"],
  network: [],
};

/** What a value must look like beyond the length and alphabet that the codec has already checked. */
const valueRules: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["2", (value) => value.length >= 12],
  ["7", isTransmissionTime],
  ["13", (value) => /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(value)],
  ["14", (value) => /^\d{2}(0[1-9]|1[0-2])$/.test(value)],
  ["22", isEntryMode],
  ["25", (value) => value === "59" || value === "08"],
  ["48", (value) => parsePrivateData(value) !== null],
  ["70", (value) => ["001", "002", "301"].includes(value)],
  // No message of this link carries DE 33, so its part of DE 90 is empty.
  ["90", (value) => isTransmissionTime(value.slice(10, 20)) && value.endsWith("0".repeat(11))],
  ["95", (value) => value.endsWith("0".repeat(30))],
]);

/** What is wrong with a request (`DE 14 missing`), or null. Never holds a value: it may be a card number. */
export function formatFault(message: IsoMessage): string | null {
  const kind = requestKindOf(message);
  if (kind === null) return "message type";
  const expected = fieldsByKind[kind];
  const missing = expected.find((field) => message[field] === undefined);
  if (missing !== undefined) return `DE ${missing} missing`;
  const stranger = Object.keys(message).find((field) => field !== "0" && !expected.includes(field));
  if (stranger !== undefined) return `DE ${stranger} not expected`;
  const wrong = expected.find((field) => valueRules.get(field)?.(message[field] ?? "") === false);
  if (wrong !== undefined) return `DE ${wrong} format`;
  return processingFault(message, kind) ?? originalFault(message, kind) ?? channelFault(message);
}

function processingFault(message: IsoMessage, kind: RequestKind): string | null {
  if (message["3"] === undefined) return null;
  return message["3"] === (kind === "refund" ? "200000" : "000000")
    ? null
    : "DE 3 contradicts the message type";
}

/** DE 90 must name a message that this one may follow, of the same institution; DE 95 no more than its amount. */
function originalFault(message: IsoMessage, kind: RequestKind): string | null {
  const { "4": amount, "32": institution = "", "90": original, "95": replacement } = message;
  if (original === undefined) return null;
  if (!originalsByKind[kind].includes(original.slice(0, 4))) return "DE 90 contradicts the message type";
  if (original.slice(20, 31) !== institution.padStart(11, "0")) return "DE 90 contradicts DE 32";
  return replacement !== undefined && Number(replacement.slice(0, 12)) > Number(amount)
    ? "DE 95 contradicts DE 4"
    : null;
}

/** DE 22, DE 25 and the indicator in DE 48 must all speak of the same channel. */
function channelFault(message: IsoMessage): string | null {
  const privateData = parsePrivateData(message["48"] ?? "");
  if (privateData === null) return null;
  const lacksChannel = isWithoutChannel(message, privateData);
  if ((message["25"] === "08") !== lacksChannel) return "DE 25 contradicts DE 22";
  const hasIndicator = privateData.securityLevel !== null;
  if (hasIndicator === lacksChannel) return "DE 48 contradicts DE 22";
  return credentialFault(message, privateData);
}

function isTransmissionTime(value: string): boolean {
  return /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(value);
}
