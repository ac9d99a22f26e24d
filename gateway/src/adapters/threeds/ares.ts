/**
 * ARes: what the issuer answers. It is believed only if it is about our AReq and
 * carries what its transStatus must carry: a `Y` without its proof would leave us
 * with a liability that we believe to have shifted.
 */
import { type Result, ok, refuse } from "#domain/result.ts";
import type { AuthenticationOutcome, FinalTransStatus } from "#ports/authenticator.ts";
import {
  isAuthenticationValue,
  isOneOf,
  isReference,
  isSameId,
  isTwoDigits,
  isUrl,
  isUuid,
  isYesOrNo,
} from "./element-formats.ts";
import {
  type JsonObject,
  type MessageFault,
  MessageReader,
  protocolVersion,
  typeFault,
} from "./message-reader.ts";

export interface ExpectedAres {
  readonly threeDSServerTransId: string;
  /** False for a zero amount: then the proof is the scheme's choice. */
  readonly isPayment: boolean;
  readonly mayUsePlainHttp: boolean;
}

export type AresOutcome = Extract<AuthenticationOutcome, { kind: "final" | "challenge" }>;

export type AresRefusal = MessageFault | { readonly code: "other-ids" };

export function parseAres(message: JsonObject, expected: ExpectedAres): Result<AresOutcome, AresRefusal> {
  const wrongType = typeFault(message, "ARes");
  if (wrongType !== null) return refuse(wrongType);
  const reader = new MessageReader(message);
  const serverTransId = reader.required("threeDSServerTransID", isUuid);
  const transStatus = reader.required("transStatus", isOneOf("Y", "A", "C", "N", "R", "U"));
  const outcome =
    transStatus === "C"
      ? challenge(reader, expected)
      : final(reader, { transStatus: transStatus as FinalTransStatus, isPayment: expected.isPayment });
  reader.optional("dsReferenceNumber", isReference);
  reader.optional("acsOperatorID", isReference);
  const fault = reader.fault();
  if (fault !== null) return refuse(fault);
  return isSameId(serverTransId, expected.threeDSServerTransId) ? ok(outcome) : refuse({ code: "other-ids" });
}

function challenge(reader: MessageReader, { mayUsePlainHttp: mayBePlain }: ExpectedAres): AresOutcome {
  reader.required("acsReferenceNumber", isReference);
  reader.required("acsChallengeMandated", isYesOrNo);
  reader.required("authenticationType", isTwoDigits);
  return {
    kind: "challenge",
    acsUrl: reader.required("acsURL", (url) => isUrl(url, { max: 2_048, mayBePlain })),
    dsTransId: reader.required("dsTransID", isUuid),
    acsTransId: reader.required("acsTransID", isUuid),
    protocolVersion,
  };
}

function final(
  reader: MessageReader,
  { transStatus, isPayment }: { readonly transStatus: FinalTransStatus; readonly isPayment: boolean },
): AresOutcome {
  const isProven = transStatus === "Y" || transStatus === "A";
  const isRefused = transStatus === "N" || transStatus === "R";
  reader.optional("acsReferenceNumber", isReference);
  return {
    kind: "final",
    transStatus,
    transStatusReason: reader.conditional("transStatusReason", isRefused, isTwoDigits),
    eci: reader.conditional("eci", isProven && isPayment, isTwoDigits),
    authenticationValue: reader.conditional(
      "authenticationValue",
      isProven && isPayment,
      isAuthenticationValue,
    ),
    // A directory server may refuse by itself, before there is an ACS to name.
    dsTransId: reader.conditional("dsTransID", isProven, isUuid),
    acsTransId: reader.conditional("acsTransID", isProven, isUuid),
    protocolVersion,
  };
}
