import type { Secret } from "#domain/secret.ts";
import { unixSeconds } from "#domain/time.ts";
import type { Clock } from "#ports/clock.ts";
import type { ProviderOutcome, RedirectBank } from "#ports/redirect-bank.ts";
import { createAskLine } from "./ask-line.ts";
import { type Answer, createExchange } from "./exchange.ts";
import { isSignedWebhook } from "./message-signature.ts";
import { parseRefusal, parseReport, paymentBody } from "./messages.ts";

/** The bank link (docs/protocols/bank-link.md). */
export function createBankLink({
  baseUrl,
  pageOrigins,
  keys,
  clock,
  realClock,
}: {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  /** Origins of the provider's pages: nobody is sent anywhere else. */
  readonly pageOrigins: readonly string[];
  /** The first signs what we send; a webhook may be signed with any. */
  readonly keys: readonly [Secret<string>, ...Secret<string>[]];
  /** The time that the provider is told: ours, which moves in the sandbox. */
  readonly clock: Clock;
  /** The time of signatures, which no sandbox moves. */
  readonly realClock: Clock;
}): RedirectBank {
  const nowS = (): number => unixSeconds(realClock.now());
  const exchange = createExchange({ baseUrl, key: keys[0], nowS });
  const inLine = createAskLine();
  const date = (): string => new Date(clock.now()).toUTCString();
  const post = (path: string, key: string, body: string): Promise<Answer> =>
    exchange.send({
      method: "POST",
      path,
      headers: { "content-type": "application/json", "idempotency-key": key, date: date() },
      body,
    });
  const outcomeOf = (answer: Answer): ProviderOutcome => readOutcome(answer, pageOrigins);
  const pathOf = (paymentId: string): string => `/payments/${encodeURIComponent(paymentId)}`;
  return {
    start: async (request) => outcomeOf(await post("/payments", request.reference, paymentBody(request))),
    ask: (paymentId) =>
      inLine(paymentId, async () =>
        outcomeOf(
          await exchange.send({
            method: "GET",
            path: pathOf(paymentId),
            headers: { date: date() },
            body: null,
          }),
        ),
      ),
    cancel: async (paymentId) =>
      outcomeOf(await post(`${pathOf(paymentId)}/cancel`, `cancel-${paymentId}`, "{}")),
    accept: async (paymentId) =>
      outcomeOf(await post(`${pathOf(paymentId)}/accept`, `accept-${paymentId}`, "{}")),
    ship: async (paymentId, { reference, amount }) =>
      outcomeOf(
        await post(
          `${pathOf(paymentId)}/shipments`,
          reference,
          JSON.stringify({ reference, amount: Number(amount) }),
        ),
      ),
    async refund(paymentId, { reference, amount, description }) {
      const answer = await post(
        `${pathOf(paymentId)}/refunds`,
        reference,
        JSON.stringify({ reference, amount: Number(amount), description }),
      );
      if (answer.kind !== "answered") return answer;
      if (isDone(answer.status)) return { kind: "done" };
      return answer.status === 422
        ? { kind: "refused", reason: parseRefusal(answer.body) }
        : { kind: "unknown", cause: `http-${answer.status}` };
    },
    isGenuine: (message) => isSignedWebhook(message, keys, nowS()),
    close: () => exchange.close(),
  };
}

const isDone = (status: number): boolean => status >= 200 && status <= 299;

function readOutcome(answer: Answer, pageOrigins: readonly string[]): ProviderOutcome {
  if (answer.kind !== "answered") return answer;
  if (answer.status === 422) return { kind: "refused", reason: parseRefusal(answer.body) };
  const report = isDone(answer.status) ? parseReport(answer.body, pageOrigins) : null;
  return report === null
    ? { kind: "unknown", cause: isDone(answer.status) ? "malformed" : `http-${answer.status}` }
    : { kind: "told", report };
}
