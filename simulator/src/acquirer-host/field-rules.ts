import type { IsoMessage } from "./iso-message.ts";
import { parsePrivateData } from "./private-data.ts";

/**
 * Which fields a request must hold, from the table of docs/protocols/card-link.md.
 * A field that the page does not give to the message is as wrong as a missing one:
 * a witness that shrugs at what it was not told would hide a codec's mistakes.
 */
const fieldsByType: ReadonlyMap<string, readonly string[]> = new Map([
  ["0100", authorizationFields()],
  ["0200", authorizationFields()],
  ["0400", reversalFields()],
  ["0401", reversalFields()],
  ["0800", ["7", "11", "70"]],
]);

/** What a value must look like beyond the length and alphabet that the codec has already checked. */
const valueRules: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ["2", (value) => value.length >= 12],
  ["3", (value) => value === "000000"],
  ["7", isTransmissionTime],
  ["13", (value) => /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(value)],
  ["14", (value) => /^\d{2}(0[1-9]|1[0-2])$/.test(value)],
  ["22", (value) => value === "812" || value === "012"],
  ["25", (value) => value === "59" || value === "08"],
  ["48", (value) => parsePrivateData(value) !== null],
  ["70", (value) => ["001", "002", "301"].includes(value)],
  ["90", (value) => /^(0100|0200)/.test(value)],
]);

/** What is wrong with a request (`DE 14 missing`), or null. Never holds a value: it may be a card number. */
export function formatFault(message: IsoMessage): string | null {
  const expected = fieldsByType.get(message["0"] ?? "");
  if (expected === undefined) return "message type";
  const missing = expected.find((field) => message[field] === undefined);
  if (missing !== undefined) return `DE ${missing} missing`;
  const stranger = Object.keys(message).find((field) => field !== "0" && !expected.includes(field));
  if (stranger !== undefined) return `DE ${stranger} not expected`;
  const wrong = expected.find((field) => valueRules.get(field)?.(message[field] ?? "") === false);
  if (wrong !== undefined) return `DE ${wrong} format`;
  return channelFault(message);
}

/** DE 22, DE 25 and the indicator in DE 48 must all speak of the same channel. */
function channelFault(message: IsoMessage): string | null {
  if (message["48"] === undefined) return null;
  const isMoto = message["22"] === "012";
  if ((message["25"] === "08") !== isMoto) return "DE 25 contradicts DE 22";
  const hasIndicator = parsePrivateData(message["48"])?.securityLevel !== null;
  return hasIndicator === isMoto ? "DE 48 contradicts DE 22" : null;
}

function isTransmissionTime(value: string): boolean {
  return /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(value);
}

function authorizationFields(): readonly string[] {
  return "2 3 4 7 11 12 13 14 18 22 25 32 37 41 42 43 48 49".split(" ");
}

function reversalFields(): readonly string[] {
  return "3 4 7 11 12 13 18 32 37 41 42 49 90".split(" ");
}
