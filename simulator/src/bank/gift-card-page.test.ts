import assert from "node:assert/strict";
import { test } from "node:test";
import type { Simulator } from "../simulator.ts";
import { createPayment, readPayment, showPage, statusAt, submitPage } from "../testing/bank-client.ts";
import { openSimulator, type Page } from "../testing/running-simulator.ts";

async function payWith(
  simulator: Simulator,
  id: string,
  number: string,
  security_code = "1234",
): Promise<Page> {
  await simulator.app.inject({ method: "POST", url: "/control/faults", payload: { kind: "webhook-lost" } });
  return await submitPage(simulator, id, { number, security_code });
}

for (const [number, amount, paid] of [
  ["111115", 2000, 2000],
  ["111115", 10_001, 10_000],
  ["1111 12", 500, 500],
  ["111112", 2000, 500],
] as const) {
  test(`gift card ${number} pays ${paid} of ${amount}`, async (t) => {
    const simulator = openSimulator(t);
    const { id } = await createPayment(simulator, { method: "VVVGIFTCRD", amount });
    const left = await payWith(simulator, id, number);
    assert.deepEqual(
      [left.status, left.headers["location"]],
      [303, "https://gateway.example.com/back?payment=1"],
    );
    const { body } = await readPayment(simulator, id);
    assert.deepEqual([body["status"], body["amount_paid"]], ["paid", paid]);
  });
}

test("asks for number and security code, and shows what is still to be paid", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "FASHIONCHQ" });
  const { status, body } = await showPage(simulator, id);
  assert.equal(status, 200);
  assert.match(body, /Fashioncheque[^]*Still to be paid[^]*€20\.00/);
  assert.match(body, /<label for="number">[^]*<label for="security_code">/);
  assert.doesNotMatch(body, /<script|aria-invalid/);
});

test("tells what a card with too little on it has left to be paid", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "VVVGIFTCRD" });
  await payWith(simulator, id, "111112");
  const { status, body } = await showPage(simulator, id);
  assert.equal(status, 410);
  assert.match(body, /Taken from your card[^]*€5\.00[^]*Still to be paid[^]*€15\.00/);
});

for (const [what, number, securityCode, sentence] of [
  ["a number that is no card", "4111111111111111", "1234", "Invalid card number"],
  ["no number", "", "1234", "Invalid card number"],
  ["a card with nothing on it", "111110", "1234", "There is nothing left on this card"],
  ["a security code of three digits", "111115", "123", "The security code has four digits"],
] as const) {
  test(`refuses ${what} beside its field, repeats nothing that was typed, and leaves the payment open`, async (t) => {
    const simulator = openSimulator(t);
    const { id } = await createPayment(simulator, { method: "VVVGIFTCRD" });
    const page = await payWith(simulator, id, number, securityCode);
    assert.equal(page.status, 422);
    const field = sentence.includes("four") ? "security_code" : "number";
    assert.match(page.body, new RegExp(`aria-describedby="${field}-mistake"`));
    assert.match(page.body, new RegExp(`id="${field}-mistake" role="alert">${sentence}<`));
    assert.doesNotMatch(page.body, /4111111111111111|111110|111115/);
    assert.equal(await statusAt(simulator, id), "open");
  });
}

test("the cancel button wins over a card that was typed", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "VVVGIFTCRD" });
  const fields = { number: "111115", security_code: "1234", cancel: "cancel" };
  assert.equal((await submitPage(simulator, id, fields)).status, 303);
  assert.equal(await statusAt(simulator, id), "cancelled");
});
