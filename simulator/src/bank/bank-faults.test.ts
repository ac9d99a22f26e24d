import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Simulator } from "../simulator.ts";
import {
  choose,
  createPayment,
  openWebhookReceiver,
  paymentBody,
  postToBank,
  readPayment,
  submitPage,
} from "../testing/bank-client.ts";
import { bankKey, openSimulator } from "../testing/running-simulator.ts";
import { signedHeaders } from "../testing/signed-request.ts";

async function arm(simulator: Simulator, fault: object): Promise<void> {
  const { statusCode } = await simulator.app.inject({
    method: "POST",
    url: "/control/faults",
    payload: fault,
  });
  assert.equal(statusCode, 200);
}

async function booked(simulator: Simulator): Promise<number> {
  return (await simulator.app.inject({ url: "/control/bank" })).json<{ count: number }>().count;
}

function creation(): { readonly headers: Record<string, string>; readonly body: string } {
  const body = JSON.stringify(paymentBody());
  const headers = {
    "content-type": "application/json",
    "idempotency-key": "try-1",
    date: "Tue, 03 Feb 2026 10:00:00 GMT",
  };
  const request = { method: "POST", path: "/bank/payments", headers, body };
  return { headers: signedHeaders(request, bankKey), body };
}

/** Posts over a real connection, which is the only kind that can stay without answer. */
async function postOverNetwork(url: string, signal: AbortSignal): Promise<number> {
  const { headers, body } = creation();
  const response = await fetch(`${url}/bank/payments`, { method: "POST", headers, body, signal });
  await response.body?.cancel();
  return response.status;
}

/** Asks over the network, so that other connections are served in between. */
async function untilBooked(url: string): Promise<void> {
  for (let attempt = 1; attempt <= 1_000; attempt += 1) {
    const response = await fetch(`${url}/control/bank`);
    const { count } = (await response.json()) as { count: number };
    if (count > 0) return;
  }
  assert.fail("the payment was never booked");
}

test("books a payment whose answer is lost, and answers its repeat", async (t) => {
  const simulator = openSimulator(t);
  await simulator.app.listen({ port: 0, host: "127.0.0.1" });
  await arm(simulator, { kind: "bank-no-answer" });
  const caller = new AbortController();
  const lost = assert.rejects(postOverNetwork(simulator.app.listeningOrigin, caller.signal), {
    name: "AbortError",
  });
  // The books show when the request has arrived; only then does the caller give up.
  await untilBooked(simulator.app.listeningOrigin);
  caller.abort();
  await lost;
  assert.equal(await postOverNetwork(simulator.app.listeningOrigin, AbortSignal.timeout(60_000)), 200);
  assert.equal(await booked(simulator), 1);
});

test("books nothing where it breaks down, and answers the next try", async (t) => {
  const simulator = openSimulator(t);
  await arm(simulator, { kind: "bank-http-500" });
  const { headers, body: payload } = creation();
  const broken = await simulator.app.inject({ method: "POST", url: "/bank/payments", headers, payload });
  assert.deepEqual([broken.statusCode, broken.body], [500, "Internal Server Error"]);
  assert.equal(await booked(simulator), 0);
  assert.equal((await createPayment(simulator)).status, 201);
});

test("answers late with the same answer, at the point that was armed", async (t) => {
  const simulator = openSimulator(t);
  await arm(simulator, { kind: "bank-late-answer", delayMs: 1, where: "bank-refund" });
  const { id } = await createPayment(simulator);
  await choose(simulator, id, "success");
  const late = await postToBank(simulator, `/${id}/refunds`, {
    key: "r-1",
    body: { reference: "r-1", amount: 1 },
  });
  assert.equal(late.status, 201);
  const { faults } = (await simulator.app.inject({ url: "/control/faults" })).json<{ faults: unknown[] }>();
  assert.deepEqual(faults, []);
});

for (const [kind, times] of [
  ["webhook-lost", 0],
  ["webhook-twice", 2],
] as const) {
  test(`${kind} tells the gateway ${times} times of one choice`, async (t) => {
    const gateway = await openWebhookReceiver(t);
    const simulator = openSimulator(t);
    const { id } = await createPayment(simulator, { webhook_url: gateway.url });
    await arm(simulator, { kind });
    assert.equal((await submitPage(simulator, id, { scenario: "success" })).status, 303);
    assert.equal(gateway.bodies.length, times);
  });
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "simulator-bank-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a bank that was killed finds its payments, refunds, keys and time again", async (t) => {
  const dataDir = temporaryFolder(t);
  const before = openSimulator(t, { dataDir });
  const paid = await createPayment(before);
  await choose(before, paid.id, "success");
  const refund = { key: "r-1", body: { reference: "r-1", amount: 700 } };
  const given = await postToBank(before, `/${paid.id}/refunds`, refund);
  const debit = await createPayment(before, {
    reference: "try-2",
    method: "DIRDEB",
    account: { iban: "NL87ABNA0000000003" },
  });
  assert.equal((await readPayment(before, debit.id, 130)).body["status"], "pending");
  appendFileSync(join(dataDir, "simulator-bank.jsonl"), '{"kind":"post","at":"2026');

  const after = openSimulator(t, { dataDir });
  const repeated = await postToBank(after, `/${paid.id}/refunds`, refund);
  assert.deepEqual([repeated.status, repeated.body], [200, given.body]);
  const { body } = await readPayment(after, paid.id);
  assert.deepEqual([body["status"], body["amount_refunded"]], ["paid", 700]);
  assert.equal((await createPayment(after)).status, 200);
  assert.equal((await readPayment(after, debit.id, 0)).body["check_after"], 50);
  assert.equal((await readPayment(after, debit.id, 180)).body["status"], "paid");
});

test("keeps no gift card, security code or shopper in its journal", async (t) => {
  const dataDir = temporaryFolder(t);
  const simulator = openSimulator(t, { dataDir });
  const consumer = { first_name: "Sam", email: "sam@example.com", address: "Dam" };
  const { id } = await createPayment(simulator, { method: "VVVGIFTCRD", consumer });
  await arm(simulator, { kind: "webhook-lost" });
  await submitPage(simulator, id, { number: "111115", security_code: "9876" });
  const journal = readFileSync(join(dataDir, "simulator-bank.jsonl"), "utf8");
  assert.match(journal, /"status":"paid"/);
  assert.doesNotMatch(journal, /111115|9876|sam@example|"Dam"/);
});
