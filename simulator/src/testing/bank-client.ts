import type { TestContext } from "node:test";
import fastify from "fastify";
import type { Simulator } from "../simulator.ts";
import { bankKey, type Page, postForm } from "./running-simulator.ts";
import { signedHeaders } from "./signed-request.ts";

export interface BankAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** When the payments of the tests are opened; later times are told in seconds from here. */
const openedMs = Date.parse("2026-02-03T10:00:00Z");

/** The members of `POST /bank/payments`, all right; `reference` is also the key. */
export function paymentBody(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    reference: "try-1",
    method: "IDEAL",
    amount: 2000,
    currency: "EUR",
    description: "Two tickets",
    locale: "en_US",
    return_url: "https://gateway.example.com/back?payment=1",
    webhook_url: "http://127.0.0.1:9/webhook",
    expires_at: "2026-02-03T11:00:00Z",
    issuer: null,
    account: null,
    consumer: null,
    token: null,
    ...changes,
  };
}

/** Posts as the gateway does, `atSeconds` after the first payment was opened. */
export async function postToBank(
  simulator: Simulator,
  path: string,
  {
    key,
    body,
    atSeconds = 0,
  }: { readonly key: string; readonly body: object | string; readonly atSeconds?: number },
): Promise<BankAnswer> {
  const payload = typeof body === "string" ? body : JSON.stringify(body);
  const url = `/bank/payments${path}`;
  const headers = { "content-type": "application/json", date: httpDate(atSeconds), "idempotency-key": key };
  const response = await simulator.app.inject({
    method: "POST",
    url,
    headers: signedHeaders({ method: "POST", path: url, headers, body: payload }, bankKey),
    payload,
  });
  return { status: response.statusCode, body: response.json() };
}

export async function createPayment(
  simulator: Simulator,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<BankAnswer & { readonly id: string }> {
  const body = paymentBody(changes);
  const answer = await postToBank(simulator, "", { key: String(body["reference"]), body });
  return { ...answer, id: String(answer.body["id"]) };
}

export async function readPayment(simulator: Simulator, id: string, atSeconds = 0): Promise<BankAnswer> {
  const url = `/bank/payments/${id}`;
  const response = await simulator.app.inject({
    url,
    headers: signedHeaders(
      { method: "GET", path: url, headers: { date: httpDate(atSeconds) }, body: null },
      bankKey,
    ),
  });
  return { status: response.statusCode, body: response.json() };
}

export async function statusAt(simulator: Simulator, id: string, atSeconds = 0): Promise<unknown> {
  return (await readPayment(simulator, id, atSeconds)).body["status"];
}

/** Submits the payment's page. */
export async function submitPage(
  simulator: Simulator,
  id: string,
  fields: Readonly<Record<string, string>>,
): Promise<Page> {
  return await postForm(simulator, `/bank/pay/${id}`, fields);
}

/** Chooses on the payment's page, for tests that need no webhook. */
export async function choose(simulator: Simulator, id: string, scenario: string): Promise<Page> {
  await simulator.app.inject({
    method: "POST",
    url: "/control/faults",
    payload: { kind: "webhook-lost" },
  });
  return await submitPage(simulator, id, { scenario });
}

export async function showPage(simulator: Simulator, id: string): Promise<Page> {
  const response = await simulator.app.inject({ url: `/bank/pay/${id}` });
  return { status: response.statusCode, body: response.body, headers: response.headers };
}

/** The gateway's address for webhooks: keeps their bodies and answers with `statuses`, then with 200. */
export async function openWebhookReceiver(
  t: TestContext,
  statuses: readonly number[] = [],
): Promise<{ readonly url: string; readonly bodies: unknown[] }> {
  const bodies: unknown[] = [];
  const app = fastify({ forceCloseConnections: true });
  app.post("/webhook", async ({ body }, reply) => {
    bodies.push(body);
    return reply.code(statuses[bodies.length - 1] ?? 200).send({});
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  t.after(() => app.close());
  return { url: `${app.listeningOrigin}/webhook`, bodies };
}

function httpDate(atSeconds: number): string {
  return new Date(openedMs + atSeconds * 1000).toUTCString();
}
