import assert from "node:assert/strict";
import { test } from "node:test";
import { createPayment, paymentBody, postToBank, readPayment, statusAt } from "../testing/bank-client.ts";
import { bankKey, openSimulator } from "../testing/running-simulator.ts";
import { signedHeaders } from "../testing/signed-request.ts";

test("opens a payment with a page of its own, and shows it as it was made", async (t) => {
  const simulator = openSimulator(t);
  const { status, body, id } = await createPayment(simulator);
  assert.equal(status, 201);
  assert.match(id, /^bp_[0-9a-f]{32}$/);
  assert.deepEqual(body, {
    id,
    reference: "try-1",
    method: "IDEAL",
    amount: 2000,
    currency: "EUR",
    status: "open",
    reason: null,
    checkout_url: `http://localhost:8090/bank/pay/${id}`,
    instructions: null,
    account: null,
    mandate: null,
    amount_paid: 0,
    amount_refunded: 0,
    check_after: null,
  });
  assert.deepEqual((await readPayment(simulator, id)).body, body);
});

test("answers the same request under the same key alike and opens one payment", async (t) => {
  const simulator = openSimulator(t);
  const first = await createPayment(simulator);
  const second = await createPayment(simulator);
  assert.equal(second.status, 200);
  assert.deepEqual(second.body, first.body);
  const { count } = (await simulator.app.inject({ url: "/control/bank" })).json<{ count: number }>();
  assert.equal(count, 1);
});

test("refuses a key that belongs to another request, on every POST", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator);
  const { status, body } = await createPayment(simulator, { amount: 2001 });
  assert.equal(status, 409);
  assert.match(JSON.stringify(body), /Idempotency-Key/);
  const cancelled = await postToBank(simulator, `/${id}/cancel`, { key: "try-1", body: {} });
  assert.equal(cancelled.status, 409);
  assert.equal(await statusAt(simulator, id), "open");
});

for (const [what, changes] of [
  ["a member that is missing", { amount: undefined }],
  ["an amount of nothing", { amount: 0 }],
  ["an amount with a fraction", { amount: 10.5 }],
  ["an amount as text", { amount: "2000" }],
  ["an amount of thirteen digits", { amount: 1_000_000_000_000 }],
  ["a currency that is none", { currency: "eur" }],
  ["a method that it does not have", { method: "CREDITCARD" }],
  ["a description that is too long", { description: "x".repeat(201) }],
  ["a return URL that runs script", { return_url: "javascript:alert(1)" }],
  ["a webhook without address", { webhook_url: "here" }],
  ["an end without time zone", { expires_at: "2026-02-03T11:00:00" }],
  ["an account that is a text", { account: "NL87ABNA0000000001" }],
  ["a consumer with a number for a name", { consumer: { first_name: 7 } }],
  ["a debit without account", { method: "DIRDEB" }],
  ["a debit by a mandate of nobody", { method: "DIRDEB", token: "md_0" }],
] as const) {
  test(`refuses ${what} and books nothing`, async (t) => {
    const simulator = openSimulator(t);
    const { status, body } = await createPayment(simulator, changes);
    assert.equal(status, 422);
    assert.match(JSON.stringify(body), /^\{"error":\{"code":"invalid","message":"[^"]+"\}\}$/);
    assert.equal((await simulator.app.inject({ url: "/control/bank" })).json<{ count: number }>().count, 0);
  });
}

test("refuses a payment under a key that is not its reference", async (t) => {
  const simulator = openSimulator(t);
  const { status } = await postToBank(simulator, "", { key: "another", body: paymentBody() });
  assert.equal(status, 422);
});

test("refuses what is no request of this link: no key, no JSON, no HTTP date, too many bytes", async (t) => {
  const { app } = openSimulator(t);
  const usual = {
    "content-type": "application/json",
    "idempotency-key": "try-1",
    date: "Tue, 03 Feb 2026 10:00:00 GMT",
  };
  const create = { method: "POST", path: "/bank/payments" };
  const post = async (changes: object, payload: string): Promise<number> =>
    (
      await app.inject({
        method: "POST",
        url: "/bank/payments",
        headers: signedHeaders({ ...create, headers: { ...usual, ...changes }, body: payload }, bankKey),
        payload,
      })
    ).statusCode;
  assert.equal(await post({ "idempotency-key": "" }, JSON.stringify(paymentBody())), 400);
  assert.equal(await post({}, '{"reference":'), 400);
  assert.equal(await post({ date: "2026-02-03T10:00:00Z" }, JSON.stringify(paymentBody())), 400);
  assert.equal(await post({}, JSON.stringify(paymentBody({ more: "x".repeat(70_000) }))), 413);
  assert.equal(await post({}, "[]"), 422);
});

test("knows no payment by a name that it never gave", async (t) => {
  const simulator = openSimulator(t);
  assert.equal((await readPayment(simulator, "bp_0")).status, 404);
  const body = { reference: "r-1", amount: 1 };
  for (const path of ["cancel", "accept", "shipments", "refunds"]) {
    const { status } = await postToBank(simulator, `/bp_0/${path}`, { key: `key-${path}`, body });
    assert.equal(status, 404, path);
  }
});

test("a payment expires at its end, in whole seconds, and not before", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { expires_at: "2026-02-03T11:00:00.900Z" });
  assert.equal(await statusAt(simulator, id, 3599), "open");
  assert.equal(await statusAt(simulator, id, 3600), "expired");
  // Time does not go back with a request that was long on its way.
  assert.equal(await statusAt(simulator, id, 0), "expired");
});

test("a cancelled payment stays cancelled, and one that is over stays as it is", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator);
  const cancel = async (key: string, of: string): Promise<unknown> =>
    (await postToBank(simulator, `/${of}/cancel`, { key, body: {} })).body["status"];
  assert.deepEqual([await cancel("c-1", id), await cancel("c-1", id)], ["cancelled", "cancelled"]);
  const debit = await createPayment(simulator, {
    reference: "try-2",
    method: "DIRDEB",
    account: { iban: "NL87ABNA0000000001" },
  });
  assert.equal(await statusAt(simulator, debit.id, 120), "paid");
  assert.equal(await cancel("c-2", debit.id), "paid");
});
