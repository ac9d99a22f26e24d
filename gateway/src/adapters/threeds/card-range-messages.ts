/** PReq and PRes: which account numbers the directory server serves, and where each issuer's 3DS Method is. */
import { type Result, ok, refuse } from "#domain/result.ts";
import type { ThreeDSServer } from "./areq.ts";
import { isAccountNumber, isOneOf, isSameId, isUrl, isUuid } from "./element-formats.ts";
import {
  type JsonObject,
  type MessageFault,
  MessageReader,
  isJsonObject,
  protocolVersion,
  typeFault,
} from "./message-reader.ts";

/** Both ends have the same number of digits and belong to the range. */
export interface AccountRange {
  readonly start: string;
  readonly end: string;
  readonly methodUrl: string | null;
}

export function preq(
  threeDSServerTransId: string,
  server: Pick<ThreeDSServer, "refNumber" | "operatorId">,
): string {
  return JSON.stringify({
    messageType: "PReq",
    messageVersion: protocolVersion,
    threeDSServerTransID: threeDSServerTransId,
    threeDSServerRefNumber: server.refNumber,
    threeDSServerOperatorID: server.operatorId,
  });
}

export interface ExpectedPres {
  readonly threeDSServerTransId: string;
  readonly mayUsePlainHttp: boolean;
}

/** Null where the directory server gives no ranges: it leaves the answer to the AReq. */
export function parsePres(
  message: JsonObject,
  { threeDSServerTransId, mayUsePlainHttp }: ExpectedPres,
): Result<readonly AccountRange[] | null, MessageFault | { readonly code: "other-ids" }> {
  const wrongType = typeFault(message, "PRes");
  if (wrongType !== null) return refuse(wrongType);
  const reader = new MessageReader(message);
  const serverTransId = reader.required("threeDSServerTransID", isUuid);
  reader.optional("dsTransID", isUuid);
  const fault = reader.fault();
  if (fault !== null) return refuse(fault);
  if (!isSameId(serverTransId, threeDSServerTransId)) return refuse({ code: "other-ids" });
  const { cardRangeData } = message;
  if (cardRangeData === undefined) return ok(null);
  if (!Array.isArray(cardRangeData)) return refuse({ code: "203", elements: ["cardRangeData"] });
  return readRanges(cardRangeData, mayUsePlainHttp);
}

/** One bad range spoils the list: a card that falls into a hole of it would go unauthenticated. */
function readRanges(
  entries: readonly unknown[],
  mayUsePlainHttp: boolean,
): Result<readonly AccountRange[], MessageFault> {
  const ranges: AccountRange[] = [];
  for (const entry of entries) {
    if (!isJsonObject(entry)) return refuse({ code: "203", elements: ["cardRangeData"] });
    const reader = new MessageReader(entry);
    const range = readRange(reader, mayUsePlainHttp);
    const fault = reader.fault();
    if (fault !== null) return refuse(fault);
    if (range.start.length !== range.end.length || range.start > range.end) {
      return refuse({ code: "203", elements: ["endRange"] });
    }
    if (range.isServed) ranges.push({ start: range.start, end: range.end, methodUrl: range.methodUrl });
  }
  return ok(ranges);
}

function readRange(
  reader: MessageReader,
  mayBePlain: boolean,
): AccountRange & { /** By an ACS that speaks our version. */ readonly isServed: boolean } {
  const start = reader.required("startRange", isAccountNumber);
  const end = reader.required("endRange", isAccountNumber);
  const oldest = reader.required("acsStartProtocolVersion", isVersion);
  const newest = reader.required("acsEndProtocolVersion", isVersion);
  const methodUrl = reader.optional("threeDSMethodURL", (url) => isUrl(url, { max: 256, mayBePlain }));
  const action = reader.optional("actionInd", isOneOf("A", "M", "D"));
  const isServed = action !== "D" && oldest <= protocolVersion && protocolVersion <= newest;
  return { start, end, methodUrl, isServed };
}

/** One digit each, so that the order of the texts is the order of the versions. */
const isVersion = (value: string): boolean => /^\d\.\d\.\d$/.test(value);
