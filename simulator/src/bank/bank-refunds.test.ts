import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Simulator } from "../simulator.ts";
import { type BankAnswer, createPayment, postToBank, readPayment, choose } from "../testing/bank-client.ts";
import { openSimulator } from "../testing/running-simulator.ts";

async function payFor(
  t: TestContext,
  method: string,
): Promise<{ readonly simulator: Simulator; readonly id: string }> {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method });
  await choose(simulator, id, "success");
  return { simulator, id };
}

async function refund(simulator: Simulator, id: string, key: string, amount: number): Promise<BankAnswer> {
  const body = { reference: key, amount, description: "Back" };
  return await postToBank(simulator, `/${id}/refunds`, { key, body });
}

test("gives back what was paid in parts, and a repeated refund once", async (t) => {
  const { simulator, id } = await payFor(t, "IDEAL");
  const first = await refund(simulator, id, "r-1", 500);
  assert.equal(first.status, 201);
  assert.match(String(first.body["id"]), /^br_/);
  assert.deepEqual(
    { ...first.body, id: null },
    { id: null, reference: "r-1", amount: 500, status: "completed" },
  );
  const repeated = await refund(simulator, id, "r-1", 500);
  assert.deepEqual([repeated.status, repeated.body], [200, first.body]);
  assert.equal((await refund(simulator, id, "r-2", 1500)).status, 201);
  assert.equal((await readPayment(simulator, id)).body["amount_refunded"], 2000);
});

test("refuses more than was paid and not refunded, and stays with a refusal", async (t) => {
  const { simulator, id } = await payFor(t, "IDEAL");
  assert.equal((await refund(simulator, id, "r-1", 2001)).status, 422);
  assert.equal((await refund(simulator, id, "r-2", 1900)).status, 201);
  assert.equal((await refund(simulator, id, "r-3", 101)).status, 422);
  assert.equal((await refund(simulator, id, "r-1", 2001)).status, 422);
  assert.equal((await readPayment(simulator, id)).body["amount_refunded"], 1900);
});

test("takes back from a promise, and nothing from a payment that nobody made", async (t) => {
  const { simulator, id } = await payFor(t, "KLARNA");
  assert.equal((await refund(simulator, id, "r-1", 2000)).status, 201);
  const open = await createPayment(simulator, { reference: "try-2" });
  assert.equal((await refund(simulator, open.id, "r-2", 1)).status, 422);
});

test("of two refunds of everything at once exactly one succeeds", async (t) => {
  const { simulator, id } = await payFor(t, "PAYPAL");
  const answers = await Promise.all([refund(simulator, id, "r-1", 2000), refund(simulator, id, "r-2", 2000)]);
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [201, 422],
  );
});

test("the control interface shows what was paid and given back", async (t) => {
  const { simulator, id } = await payFor(t, "IDEAL");
  const given = await refund(simulator, id, "r-1", 500);
  const books = (await simulator.app.inject({ url: "/control/bank" })).json<object>();
  assert.deepEqual(books, {
    count: 1,
    payments: [
      {
        id,
        reference: "try-1",
        method: "IDEAL",
        status: "paid",
        amountMinor: 2000,
        currency: "EUR",
        paidMinor: 2000,
        refundedMinor: 500,
        refunds: [{ id: given.body["id"], reference: "r-1", amountMinor: 500 }],
        shipments: [],
      },
    ],
  });
});
