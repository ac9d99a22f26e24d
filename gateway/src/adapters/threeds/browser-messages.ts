/** The messages that travel through the shopper's browser: 3DS Method, CReq, CRes. All are base64url without padding. */
import { isOneOf, isUuid } from "./element-formats.ts";
import { MessageReader, isJsonObject, parseJson } from "./message-reader.ts";

/** Full screen: the challenge gets the whole page, not a frame of a shop's size. */
const challengeWindowSize = "05";

export function creq(challenge: {
  readonly threeDSServerTransId: string;
  readonly acsTransId: string;
  readonly protocolVersion: string;
}): string {
  return base64url({
    threeDSServerTransID: challenge.threeDSServerTransId,
    acsTransID: challenge.acsTransId,
    challengeWindowSize,
    messageType: "CReq",
    messageVersion: challenge.protocolVersion,
  });
}

export function threeDSMethodData(method: {
  readonly threeDSServerTransId: string;
  readonly notificationUrl: string;
}): string {
  return base64url({
    threeDSServerTransID: method.threeDSServerTransId,
    threeDSMethodNotificationURL: method.notificationUrl,
  });
}

/** Above any CRes of the specification, far below what would cost us to decode. */
const largestCres = 8_192;

/**
 * The ids that a CRes names. It comes from the browser and decides nothing, so
 * the rest of it is not looked at; an Erro of the ACS leads back just as well.
 */
export function parseCres(
  cres: string,
): { readonly threeDSServerTransId: string; readonly acsTransId: string } | null {
  if (cres.length > largestCres || !/^[A-Za-z0-9_-]+={0,2}$/.test(cres)) return null;
  const message = parseJson(Buffer.from(cres, "base64url").toString("utf8"));
  if (!isJsonObject(message)) return null;
  const reader = new MessageReader(message);
  reader.required("messageType", isOneOf("CRes", "Erro"));
  const threeDSServerTransId = reader.required("threeDSServerTransID", isUuid);
  const acsTransId = reader.required("acsTransID", isUuid);
  return reader.fault() === null ? { threeDSServerTransId, acsTransId } : null;
}

const base64url = (message: object): string => Buffer.from(JSON.stringify(message)).toString("base64url");
