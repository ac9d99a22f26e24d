import { randomUUID } from "node:crypto";
import { secondMs } from "#domain/time.ts";
import type { AuthenticationOutcome, AuthenticationRequest, Authenticator } from "#ports/authenticator.ts";
import type { Clock } from "#ports/clock.ts";
import type { Log } from "#ports/log.ts";
import { type ThreeDSServer, areq, isPayment } from "./areq.ts";
import { type AresRefusal, parseAres } from "./ares.ts";
import { creq, parseCres, threeDSMethodData } from "./browser-messages.ts";
import { parsePres, preq } from "./card-range-messages.ts";
import { type AskedRanges, CardRanges } from "./card-ranges.ts";
import {
  type DirectoryServer,
  type DirectoryServerTls,
  type Limits,
  createDirectoryServer,
} from "./directory-server.ts";
import { isSameId } from "./element-formats.ts";
import { cardRangeNotSupported, parseErro } from "./erro.ts";
import { parseRreq, rres } from "./results.ts";

export interface AuthenticatorOptions {
  readonly directoryServerUrl: string;
  /** Null or left out: nothing but what the URL asks for. */
  readonly directoryServerTls?: DirectoryServerTls | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly threeDSServer: ThreeDSServer;
  /** How long an ARes is awaited. */
  readonly timeoutMs?: number;
  /** How long card ranges are awaited: less, because the AReq can do without them. */
  readonly cardRangesTimeoutMs?: number;
}

/** An ARes is a few kilobytes; a list of card ranges grows with the scheme. */
const largestAres = 64 * 1024;
const largestPres = 8 * 1024 * 1024;

/** The 3DS Server of the gateway, EMV 3DS 2.2.0, in front of one directory server. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { directoryServerUrl, clock, log, threeDSServer } = options;
  const { timeoutMs = 10 * secondMs, cardRangesTimeoutMs = 3 * secondMs } = options;
  const directory = createDirectoryServer(directoryServerUrl, options.directoryServerTls ?? null);
  const parties: Parties = {
    directory,
    log,
    threeDSServer,
    mayUsePlainHttp: new URL(directoryServerUrl).protocol === "http:",
  };
  const cardRanges = new CardRanges({
    clock,
    ask: () => askForRanges(parties, { timeoutMs: cardRangesTimeoutMs, maxBytes: largestPres }),
  });
  return {
    cardRange: (pan) => cardRanges.find(pan),
    authenticate: (request) => authenticate(parties, request, { timeoutMs, maxBytes: largestAres }),
    challengeRequest: creq,
    methodData: threeDSMethodData,
    parseResults(body) {
      const parsed = parseRreq(body);
      return parsed.ok
        ? { kind: "result", result: parsed.value }
        : { kind: "malformed", answer: parsed.refusal };
    },
    acknowledgeResults: rres,
    parseChallengeResponse: parseCres,
    close: () => directory.close(),
  };
}

interface Parties {
  readonly directory: DirectoryServer;
  readonly log: Log;
  readonly threeDSServer: ThreeDSServer;
  readonly mayUsePlainHttp: boolean;
}

async function authenticate(
  { directory, log, threeDSServer, mayUsePlainHttp }: Parties,
  request: AuthenticationRequest,
  limits: Limits,
): Promise<AuthenticationOutcome> {
  const { threeDSServerTransId } = request;
  const unavailable = (cause: string): AuthenticationOutcome => {
    log.warn("three-d-secure.unavailable", { threeDSServerTransId, cause });
    return { kind: "unavailable", cause };
  };
  const answer = await directory.post(areq(request, threeDSServer), limits);
  if (answer.kind === "failed") return unavailable(answer.cause);
  const erro = parseErro(answer.message);
  if (erro !== null) {
    const isOurs =
      erro.threeDSServerTransId === null || isSameId(erro.threeDSServerTransId, threeDSServerTransId);
    if (!isOurs) return unavailable("other-ids");
    if (erro.errorCode === cardRangeNotSupported) return { kind: "not-enrolled" };
    return unavailable(`erro-${erro.errorCode}`);
  }
  const expected = { threeDSServerTransId, isPayment: isPayment(request), mayUsePlainHttp };
  const ares = parseAres(answer.message, expected);
  return ares.ok ? ares.value : unavailable(causeOf(ares.refusal));
}

async function askForRanges(
  { directory, log, threeDSServer, mayUsePlainHttp }: Parties,
  limits: Limits,
): Promise<AskedRanges | null> {
  const failed = (cause: string): null => {
    log.warn("three-d-secure.card-ranges-unavailable", { cause });
    return null;
  };
  const threeDSServerTransId = randomUUID();
  const answer = await directory.post(preq(threeDSServerTransId, threeDSServer), limits);
  if (answer.kind === "failed") return failed(answer.cause);
  const erro = parseErro(answer.message);
  if (erro !== null) return failed(`erro-${erro.errorCode}`);
  const pres = parsePres(answer.message, { threeDSServerTransId, mayUsePlainHttp });
  return pres.ok ? { ranges: pres.value } : failed(causeOf(pres.refusal));
}

/** `other-ids`, or the error code of the specification with the elements: `203 eci`. */
const causeOf = (refusal: AresRefusal): string =>
  refusal.code === "other-ids" ? refusal.code : `${refusal.code} ${refusal.elements.join(",")}`;
