/** Erro: how the parties of EMV 3-D Secure tell each other that a message is unusable. */
import { isUuid } from "./element-formats.ts";
import {
  type JsonObject,
  type MessageErrorCode,
  type MessageFault,
  protocolVersion,
} from "./message-reader.ts";

/** Card range not supported: the one error that says something about the card. */
export const cardRangeNotSupported = "305";

export interface ReceivedErro {
  readonly errorCode: string;
  /** Null where the sender could not tell. */
  readonly threeDSServerTransId: string | null;
}

/** Null for anything that is not an Erro with a code. */
export function parseErro(message: JsonObject): ReceivedErro | null {
  const { messageType, errorCode, threeDSServerTransID } = message;
  if (messageType !== "Erro" || typeof errorCode !== "string" || !/^\d{3}$/.test(errorCode)) return null;
  return {
    errorCode,
    threeDSServerTransId: typeof threeDSServerTransID === "string" ? threeDSServerTransID : null,
  };
}

const descriptions: Readonly<Record<MessageErrorCode, string>> = {
  "101": "Message received invalid",
  "102": "Message version number not supported",
  "201": "Required data element missing",
  "202": "Critical message extension not recognised",
  "203": "Format of one or more data elements is invalid",
};

/** The answer of the 3DS Server (component S) to a message it cannot use. */
export function erro(fault: MessageFault, received: JsonObject, errorMessageType: string): string {
  return JSON.stringify({
    messageType: "Erro",
    messageVersion: protocolVersion,
    threeDSServerTransID: uuidOf(received, "threeDSServerTransID"),
    acsTransID: uuidOf(received, "acsTransID"),
    dsTransID: uuidOf(received, "dsTransID"),
    errorCode: fault.code,
    errorComponent: "S",
    errorDescription: descriptions[fault.code],
    errorDetail: fault.elements.join(","),
    errorMessageType,
  });
}

/** Only what looks like an id is sent back: an answer is no mirror for what a stranger posts. */
function uuidOf(received: JsonObject, name: string): string | undefined {
  const value = received[name];
  return typeof value === "string" && isUuid(value) ? value : undefined;
}
