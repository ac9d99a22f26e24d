import type { IsoMessage } from "../acquirer-host/iso-message.ts";

/** Requests as a gateway writes them by docs/protocols/card-link.md, for the tests of this package. */
export function saleRequest(changes: Partial<Record<string, string>> = {}): IsoMessage {
  return withChanges(
    {
      "0": "0200",
      "2": "4111111111111111",
      "3": "000000",
      "4": "000000001000",
      "7": "0128105154",
      "11": "000001",
      "12": "105154",
      "13": "0128",
      "14": "3012",
      "18": "5732",
      "22": "812",
      "25": "59",
      "32": "123456",
      "37": "602810000001",
      "41": "TERM0001",
      "42": "ACCEPTOR0001   ",
      "43": "Caf# & Sons              Amsterdam    NL",
      "48": "T420701032129203123",
      "49": "978",
    },
    changes,
  );
}

export function reversalRequest(changes: Partial<Record<string, string>> = {}): IsoMessage {
  return withChanges(
    {
      "0": "0400",
      "3": "000000",
      "4": "000000001000",
      "7": "0128105204",
      "11": "000002",
      "12": "105204",
      "13": "0128",
      "18": "5732",
      "32": "123456",
      "37": "602810000001",
      "41": "TERM0001",
      "42": "ACCEPTOR0001   ",
      "49": "978",
      "90": originalData("0200"),
    },
    changes,
  );
}

/** Moves 6.00 of the 0100 that `saleRequest({ "0": "0100" })` makes. */
export function completionRequest(
  authorizationCode: string,
  changes: Partial<Record<string, string>> = {},
): IsoMessage {
  return withChanges(
    followUpRequest({
      "0": "0220",
      "3": "000000",
      "4": "000000000600",
      "11": "000011",
      "37": "602810000011",
      "38": authorizationCode,
      "90": originalData("0100"),
    }),
    changes,
  );
}

/** Gives 4.00 of `saleRequest()` back. */
export function refundRequest(changes: Partial<Record<string, string>> = {}): IsoMessage {
  return withChanges(
    followUpRequest({
      "0": "0200",
      "3": "200000",
      "4": "000000000400",
      "11": "000021",
      "37": "602810000021",
      "90": originalData("0200"),
    }),
    changes,
  );
}

/** Gives up the rest of the 0100 that `saleRequest({ "0": "0100" })` makes. */
export function releaseRequest(
  completedMinor: number,
  changes: Partial<Record<string, string>> = {},
): IsoMessage {
  return reversalRequest({
    "11": "000031",
    "90": originalData("0100"),
    "95": String(completedMinor).padStart(12, "0") + "0".repeat(30),
    ...changes,
  });
}

/** DE 90; STAN and DE 7 are those of `saleRequest` unless given. */
export function originalData(type: string, stan = "000001", transmittedAt = "0128105154"): string {
  return [type, stan, transmittedAt, "00000123456", "00000000000"].join("");
}

export function networkRequest(code: string, stan = "000900"): IsoMessage {
  return { "0": "0800", "7": "0128105150", "11": stan, "70": code };
}

function followUpRequest(own: IsoMessage): IsoMessage {
  return {
    "7": "0128110000",
    "12": "110000",
    "13": "0128",
    "18": "5732",
    "32": "123456",
    "41": "TERM0001",
    "42": "ACCEPTOR0001   ",
    "43": "Caf# & Sons              Amsterdam    NL",
    "49": "978",
    ...own,
  };
}

/** An `undefined` change takes the field out. */
function withChanges(message: IsoMessage, changes: Partial<Record<string, string>>): IsoMessage {
  const changed: Record<string, string> = {};
  for (const [field, value] of Object.entries({ ...message, ...changes })) {
    if (value !== undefined) changed[field] = value;
  }
  return changed;
}
