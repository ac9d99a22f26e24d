import { isMessage, uuid, webAddress } from "../directory-server/element-rules.ts";
import { parseJson } from "../json.ts";
import type { Authentication } from "./acs.ts";

/** The messages that travel in form fields through the shopper's browser: base64url of JSON, without padding. */

export interface ChallengeRequest {
  readonly threeDSServerTransID: string;
  readonly acsTransID: string;
}

/** Null for anything but a CReq of version 2.2.0. */
export function parseChallengeRequest(creq: unknown): ChallengeRequest | null {
  const message = decode(creq);
  if (!isMessage(message) || message["messageType"] !== "CReq" || message["messageVersion"] !== "2.2.0")
    return null;
  const { threeDSServerTransID, acsTransID } = message;
  if (typeof threeDSServerTransID !== "string" || typeof acsTransID !== "string") return null;
  return uuid(threeDSServerTransID) && uuid(acsTransID) ? { threeDSServerTransID, acsTransID } : null;
}

export interface MethodRequest {
  readonly threeDSServerTransID: string;
  readonly notificationUrl: string;
}

/** Null for anything but the two elements of the 3DS Method. */
export function parseMethodRequest(threeDSMethodData: unknown): MethodRequest | null {
  const message = decode(threeDSMethodData);
  if (!isMessage(message)) return null;
  const { threeDSServerTransID, threeDSMethodNotificationURL: notificationUrl } = message;
  if (typeof threeDSServerTransID !== "string" || typeof notificationUrl !== "string") return null;
  return uuid(threeDSServerTransID) && webAddress(notificationUrl)
    ? { threeDSServerTransID, notificationUrl }
    : null;
}

export function methodNotification({ threeDSServerTransID }: MethodRequest): string {
  return encode({ threeDSServerTransID });
}

/** The final CRes holds Y or N only (EMV 3-D Secure 2.2.0, transStatus); the whole result goes by RReq. */
export function challengeResponse(authentication: Authentication): string {
  const { threeDSServerTransID, acsTransID, state } = authentication;
  const isProven = state.kind === "decided" && ["Y", "A"].includes(state.result.transStatus);
  return encode({
    messageType: "CRes",
    messageVersion: "2.2.0",
    threeDSServerTransID,
    acsTransID,
    challengeCompletionInd: "Y",
    transStatus: isProven ? "Y" : "N",
  });
}

function encode(message: object): string {
  return Buffer.from(JSON.stringify(message)).toString("base64url");
}

function decode(text: unknown): unknown {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  return parseJson(Buffer.from(text, "base64url").toString("utf8"));
}
