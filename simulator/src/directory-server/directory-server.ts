import { randomUUID } from "node:crypto";
import type { Acs } from "../acs/acs.ts";
import { parseJson } from "../json.ts";
import { cardRanges, schemeOf } from "./card-ranges.ts";
import { isMessage, type Message } from "./element-rules.ts";
import { areqFault, parseAReq, preqFault } from "./requests.ts";

export const protocolVersion = "2.2.0";

/** Answers the two requests of a 3DS Server: card ranges (PReq) and authentication (AReq). */
export class DirectoryServer {
  readonly #acs: Acs;
  readonly #methodUrl: string;

  constructor({ acs, publicUrl }: { readonly acs: Acs; readonly publicUrl: string }) {
    this.#acs = acs;
    this.#methodUrl = `${publicUrl}/acs/method`;
  }

  /** `body` as it came; every answer is a message, an Erro where the request is wrong. */
  answer(body: unknown, { isAcsAvailable }: { readonly isAcsAvailable: boolean }): Message {
    const message = parseJson(body);
    if (!isMessage(message)) return erro({}, "203", "message");
    switch (message["messageType"]) {
      case "PReq":
        return this.#cardRanges(message);
      case "AReq":
        return this.#authenticate(message, isAcsAvailable);
      default:
        return erro(message, "101", "messageType");
    }
  }

  #cardRanges(message: Message): Message {
    const fault = preqFault(message);
    if (fault !== null) return erro(message, fault.errorCode, fault.errorDetail);
    if (message["messageVersion"] !== protocolVersion) return erro(message, "102", "messageVersion");
    return {
      messageType: "PRes",
      messageVersion: protocolVersion,
      threeDSServerTransID: message["threeDSServerTransID"],
      dsTransID: randomUUID(),
      // The ranges never change, so neither does their serial number.
      serialNum: "1",
      dsStartProtocolVersion: protocolVersion,
      dsEndProtocolVersion: protocolVersion,
      cardRangeData: cardRanges.map(({ startRange, endRange }) => ({
        startRange,
        endRange,
        actionInd: "A",
        acsStartProtocolVersion: protocolVersion,
        acsEndProtocolVersion: protocolVersion,
        threeDSMethodURL: this.#methodUrl,
      })),
    };
  }

  #authenticate(message: Message, isAcsAvailable: boolean): Message {
    const fault = areqFault(message);
    if (fault !== null) return erro(message, fault.errorCode, fault.errorDetail);
    if (message["messageVersion"] !== protocolVersion) return erro(message, "102", "messageVersion");
    const areq = parseAReq(message);
    const scheme = schemeOf(areq.acctNumber);
    if (scheme === null) return erro(message, "305", "acctNumber is in no card range");
    return this.#acs.authenticate(areq, { scheme, isAcsAvailable });
  }
}

const errorDescriptions: Readonly<Record<string, string>> = {
  "101": "Message received invalid",
  "102": "Message version number not supported",
  "201": "Required data element missing",
  "203": "Format of one or more data elements is invalid",
  "305": "Transaction data not valid",
  "405": "System connection failure",
};

/** EMV 3-D Secure 2.2.0, table B.10; `D` is the directory server. */
export function erro(request: Message, errorCode: string, errorDetail: string): Message {
  const { messageType, threeDSServerTransID } = request;
  return {
    messageType: "Erro",
    messageVersion: protocolVersion,
    errorCode,
    errorComponent: "D",
    errorDescription: errorDescriptions[errorCode] ?? "Error",
    errorDetail,
    ...(typeof messageType === "string" ? { errorMessageType: messageType } : {}),
    ...(typeof threeDSServerTransID === "string" ? { threeDSServerTransID } : {}),
  };
}
