/** RReq and RRes: after a challenge the directory server brings the issuer's decision, and we say whether we expected it. */
import { type Result, ok, refuse } from "#domain/result.ts";
import type { ChallengeResult, FinalTransStatus } from "#ports/authenticator.ts";
import { isAuthenticationValue, isOneOf, isTwoDigits, isUuid } from "./element-formats.ts";
import { erro } from "./erro.ts";
import { MessageReader, isJsonObject, parseJson, protocolVersion, typeFault } from "./message-reader.ts";

/** The refusal is the Erro to answer with. */
export function parseRreq(body: string): Result<ChallengeResult, string> {
  const message = parseJson(body);
  if (!isJsonObject(message)) return refuse(erro({ code: "203", elements: ["message"] }, {}, "RReq"));
  const wrongType = typeFault(message, "RReq");
  if (wrongType !== null) return refuse(erro(wrongType, message, "RReq"));
  const reader = new MessageReader(message);
  const result = readResult(reader);
  const fault = reader.fault();
  return fault === null ? ok(result) : refuse(erro(fault, message, "RReq"));
}

function readResult(reader: MessageReader): ChallengeResult {
  const messageCategory = reader.required("messageCategory", isOneOf("01", "02"));
  const transStatus = reader.required("transStatus", isOneOf("Y", "A", "N", "U", "R")) as FinalTransStatus;
  const isProven = transStatus === "Y" || transStatus === "A";
  const isPayment = messageCategory === "01";
  reader.required("interactionCounter", isTwoDigits);
  reader.optional("authenticationType", isTwoDigits);
  return {
    threeDSServerTransId: reader.required("threeDSServerTransID", isUuid),
    acsTransId: reader.required("acsTransID", isUuid),
    dsTransId: reader.required("dsTransID", isUuid),
    transStatus,
    transStatusReason: reader.conditional(
      "transStatusReason",
      ["N", "U", "R"].includes(transStatus),
      isTwoDigits,
    ),
    eci: reader.conditional("eci", isProven && isPayment, isTwoDigits),
    authenticationValue: reader.conditional(
      "authenticationValue",
      isProven && isPayment,
      isAuthenticationValue,
    ),
    challengeCancel: reader.optional("challengeCancel", isTwoDigits),
  };
}

/** `01` received for further processing, `02` no challenge of ours. */
export function rres(result: ChallengeResult, accepted: boolean): string {
  return JSON.stringify({
    messageType: "RRes",
    messageVersion: protocolVersion,
    threeDSServerTransID: result.threeDSServerTransId,
    acsTransID: result.acsTransId,
    dsTransID: result.dsTransId,
    resultsStatus: accepted ? "01" : "02",
  });
}
