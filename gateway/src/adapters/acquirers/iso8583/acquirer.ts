import type { Acquirer, AuthorizationOutcome, FollowUpOutcome, ReversalOutcome } from "#ports/acquirer.ts";
import type { DisputeReceiver } from "#ports/dispute-receiver.ts";
import type { Log } from "#ports/log.ts";
import {
  authorizationOutcome,
  captureOutcome,
  refundOutcome,
  releaseOutcome,
  reversalOutcome,
} from "./answers.ts";
import { disputeAnswerer } from "./dispute-advice.ts";
import type { Exchange } from "./exchange.ts";
import { type LinkOptions, linkDefaults } from "./link-options.ts";
import { Link } from "./link.ts";
import type { Message } from "./message.ts";
import {
  authorizationMessage,
  captureMessage,
  refundMessage,
  releaseMessage,
  reversalMessage,
} from "./requests.ts";

type Outcome = AuthorizationOutcome | ReversalOutcome | FollowUpOutcome;

/** Everything but the members below has the value of docs/protocols/card-link.md where it is left out. */
export interface Iso8583AcquirerOptions extends Partial<Omit<LinkOptions, "answerAdvice">> {
  readonly host: string;
  readonly port: number;
  readonly log: Log;
  /** DE 32, up to eleven digits. */
  readonly acquiringInstitutionId: string;
  /** Told of every dispute; the acquirer is answered when it has settled, and only if it did not reject. */
  readonly onDispute: DisputeReceiver;
}

/** An acquirer behind ISO 8583 over TCP or TLS. Connects at once and keeps the connection until it is closed. */
export function createIso8583Acquirer({
  acquiringInstitutionId,
  onDispute,
  ...options
}: Iso8583AcquirerOptions): Acquirer {
  const { log } = options;
  const link = new Link({ ...linkDefaults, ...options, answerAdvice: disputeAnswerer(onDispute, log) });
  const ask = async <Of extends Outcome>(
    message: Message,
    outcomeOf: (request: Message, exchange: Exchange) => Of,
  ): Promise<Of> => {
    const outcome = outcomeOf(message, await exchangeOn(link, message));
    report(log, message, outcome);
    return outcome;
  };
  return {
    authorize: async (request) =>
      ask(authorizationMessage(request, acquiringInstitutionId), authorizationOutcome),
    reverse: async (request) => ask(reversalMessage(request, acquiringInstitutionId), reversalOutcome),
    capture: async (request) => ask(captureMessage(request, acquiringInstitutionId), captureOutcome),
    refund: async (request) => ask(refundMessage(request, acquiringInstitutionId), refundOutcome),
    release: async (request) => ask(releaseMessage(request, acquiringInstitutionId), releaseOutcome),
    isSignedOn: () => link.isSignedOn(),
    disbelievedCount: () => link.macFaults(),
    close: () => link.close(),
  };
}

/** A message the codec refuses, an amount of thirteen digits for one, has certainly not been sent. */
async function exchangeOn(link: Link, message: Message): Promise<Exchange> {
  try {
    return await link.exchange(message);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { kind: "not-sent", cause: `unencodable ${error.message}` };
  }
}

/** Only what went wrong; the rest is told by the payment itself. */
function report(log: Log, message: Message, outcome: Outcome): void {
  if (outcome.kind !== "unknown" && outcome.kind !== "not-sent") return;
  const { 11: stan, 37: rrn } = message.elements;
  log.warn(`card-link.${outcome.kind}`, { type: message.type, stan, rrn, cause: outcome.cause });
}
