/**
 * What an answer means. First whether it answers our request at all: a host that
 * answers for another amount or another terminal has perhaps done something, but
 * not what we asked, so the outcome is unknown. Only then its response code.
 */
import type { AuthorizationOutcome, FollowUpOutcome, ReversalOutcome } from "#ports/acquirer.ts";
import type { Exchange } from "./exchange.ts";
import type { ElementNumber, Message, MessageType } from "./message.ts";

const answerTypes: Readonly<Partial<Record<MessageType, MessageType>>> = {
  "0100": "0110",
  "0200": "0210",
  "0220": "0230",
  "0221": "0230",
  "0400": "0410",
  "0401": "0410",
};

/** Amount, STAN, RRN, terminal, card acceptor, currency. */
const echoedElements: readonly ElementNumber[] = [4, 11, 37, 41, 42, 49];

/**
 * DE 39 where the acquirer found the MAC of what it received to be wrong. It tells of bytes that arrived, not of our
 * request, which may have arrived besides: who changes a copy on its way must not make us believe in a decline.
 */
const macRefused = "97";

export function authorizationOutcome(request: Message, exchange: Exchange): AuthorizationOutcome {
  if (exchange.kind !== "answered") return exchange;
  const { answer } = exchange;
  const misfit = misfitOf(request, answer);
  if (misfit !== null) return { kind: "unknown", cause: misfit };
  const {
    38: authorizationCode,
    39: responseCode,
    44: additionalData = "",
    63: networkData,
  } = answer.elements;
  if (responseCode === undefined) return { kind: "unknown", cause: "without-DE-39" };
  if (responseCode === macRefused) return { kind: "unknown", cause: "mac-refused" };
  const cvcResult = cvcResultOf(additionalData);
  if (responseCode !== "00") return { kind: "declined", responseCode, cvcResult };
  if (authorizationCode === undefined) return { kind: "unknown", cause: "without-DE-38" };
  return {
    kind: "approved",
    authorizationCode,
    responseCode,
    cvcResult,
    schemeReference: networkData?.trim() ?? null,
    reviewAdvice: reviewAdviceOf(additionalData),
  };
}

/** DE 39 of a completion or refund that is booked. */
const booked: ReadonlySet<string> = new Set(["00"]);

/** `25`, no such original, is as good as undone: nothing of it is booked, nor held. */
const undone: ReadonlySet<string> = new Set(["00", "25"]);

export function reversalOutcome(request: Message, exchange: Exchange): ReversalOutcome {
  const outcome = followUpOutcome(request, exchange, undone);
  return outcome.kind === "done" ? { kind: "reversed", responseCode: outcome.responseCode } : outcome;
}

export const captureOutcome = (request: Message, exchange: Exchange): FollowUpOutcome =>
  followUpOutcome(request, exchange, booked);

export const refundOutcome = (request: Message, exchange: Exchange): FollowUpOutcome =>
  followUpOutcome(request, exchange, booked);

export const releaseOutcome = (request: Message, exchange: Exchange): FollowUpOutcome =>
  followUpOutcome(request, exchange, undone);

function followUpOutcome(
  request: Message,
  exchange: Exchange,
  doneCodes: ReadonlySet<string>,
): FollowUpOutcome {
  if (exchange.kind !== "answered") return exchange;
  const misfit = misfitOf(request, exchange.answer);
  if (misfit !== null) return { kind: "unknown", cause: misfit };
  const responseCode = exchange.answer.elements[39];
  if (responseCode === undefined) return { kind: "unknown", cause: "without-DE-39" };
  if (responseCode === macRefused) return { kind: "unknown", cause: "mac-refused" };
  return { kind: doneCodes.has(responseCode) ? "done" : "refused", responseCode };
}

function misfitOf(request: Message, answer: Message): string | null {
  if (answer.type !== answerTypes[request.type]) return "other-message-type";
  const element = echoedElements.find((number) => answer.elements[number] !== request.elements[number]);
  return element === undefined ? null : `other-DE-${element}`;
}

/** DE 44, position 1. */
function cvcResultOf(additionalData: string): string | null {
  const result = additionalData.charAt(0);
  return result !== "" && "MNPU".includes(result) ? result : null;
}

/** DE 44, position 2: the acquirer holds the payment for review, and will void or complete it. */
function reviewAdviceOf(additionalData: string): "void" | "complete" | null {
  switch (additionalData.charAt(1)) {
    case "V":
      return "void";
    case "C":
      return "complete";
    default:
      return null;
  }
}
