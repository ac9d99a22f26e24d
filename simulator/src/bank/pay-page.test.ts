import assert from "node:assert/strict";
import { test } from "node:test";
import {
  choose,
  createPayment,
  openWebhookReceiver,
  postToBank,
  readPayment,
  showPage,
  statusAt,
  submitPage,
} from "../testing/bank-client.ts";
import { openSimulator } from "../testing/running-simulator.ts";

const backAtGateway = "https://gateway.example.com/back?payment=1";

const everyEnd = { success: "paid", failure: "failed", cancelled: "cancelled", expired: "expired" };
const payLater = { ...everyEnd, success: "authorized" };
const wallet = { success: "paid", failure: "failed", cancelled: "cancelled" };

for (const [methods, outcomes] of [
  [["IDEAL", "BELFIUS", "CBC", "KBC", "TRUSTLY", "EPS", "GIROPAY", "MISTERCASH"], everyEnd],
  [["DIRECTBANK"], { ...everyEnd, success: "pending" }],
  [["PAYPAL"], { success: "paid", cancelled: "cancelled", closed: "expired" }],
  [["ALIPAY", "APPLEPAY", "GOOGLEPAY"], wallet],
  [["KLARNA", "AFTERPAY", "IN3"], payLater],
] as const) {
  for (const method of methods) {
    test(`the page of ${method} offers ${Object.keys(outcomes).join(", ")}, and each leads to its end`, async (t) => {
      const simulator = openSimulator(t);
      const { id: shown } = await createPayment(simulator, { reference: "shown", method });
      const { body } = await showPage(simulator, shown);
      assert.deepEqual(
        [...body.matchAll(/<option value="(\w+)">/g)].map(([, value]) => value),
        Object.keys(outcomes),
      );
      for (const [scenario, status] of Object.entries(outcomes)) {
        const { id } = await createPayment(simulator, { reference: scenario, method });
        const left = await choose(simulator, id, scenario);
        assert.deepEqual([left.status, left.headers["location"]], [303, backAtGateway]);
        const { body: payment } = await readPayment(simulator, id);
        assert.equal(payment["status"], status);
        assert.equal(payment["amount_paid"], status === "paid" ? 2000 : 0);
        assert.equal(payment["reason"] !== null, status === "failed");
      }
    });
  }
}

test("DIRECTBANK pays two minutes after the shopper's order", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "DIRECTBANK" });
  await choose(simulator, id, "success");
  const { body } = await readPayment(simulator, id, 119);
  assert.deepEqual([body["status"], body["check_after"]], ["pending", 1]);
  assert.equal(await statusAt(simulator, id, 120), "paid");
});

test("shows the payment and the chosen bank, all escaped, labelled, without script and marked as simulated", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { issuer: "0721", description: "Cafe <& Sons>" });
  const { status, body, headers } = await showPage(simulator, id);
  assert.equal(status, 200);
  assert.match(body, /<html lang="en">/);
  for (const shown of [/€20\.00/, /iDEAL/, /<dd class="plain">ING<\/dd>/, /Cafe &#60;&#38; Sons&#62;/]) {
    assert.match(body, shown);
  }
  assert.match(body, /A simulated bank/);
  assert.match(body, /<label for="scenario">/);
  assert.equal(body.match(/<button/g)?.length, 1);
  assert.doesNotMatch(body, /<script/);
  assert.match(String(headers["content-security-policy"]), /^default-src 'none'/);
  assert.equal(headers["referrer-policy"], "no-referrer");
});

for (const [locale, words] of [
  ["nl_NL", /lang="nl"[^]*Geannuleerd[^]*nagebootste bank/],
  ["de_AT", /lang="de"[^]*Abgebrochen[^]*nachgebildete Bank/],
  ["fr_FR", /lang="en"[^]*Cancelled[^]*simulated bank/],
] as const) {
  test(`speaks to a shopper of ${locale} in his language or in English`, async (t) => {
    const simulator = openSimulator(t);
    const { id } = await createPayment(simulator, { locale });
    assert.match((await showPage(simulator, id)).body, words);
  });
}

test("tells the gateway before the shopper is sent back, and of nothing that the gateway asked for", async (t) => {
  const gateway = await openWebhookReceiver(t);
  const simulator = openSimulator(t);
  const paid = await createPayment(simulator, { webhook_url: gateway.url });
  const cancelled = await createPayment(simulator, { reference: "try-2", webhook_url: gateway.url });
  await postToBank(simulator, `/${cancelled.id}/cancel`, { key: "c-1", body: {} });
  assert.deepEqual(gateway.bodies, []);
  assert.equal((await submitPage(simulator, paid.id, { scenario: "success" })).status, 303);
  assert.deepEqual(gateway.bodies, [{ id: paid.id }]);
});

test("tries a webhook three times at most, and lets the shopper go all the same", async (t) => {
  const simulator = openSimulator(t);
  const told: number[] = [];
  for (const [reference, statuses] of [
    ["once-down", [500]],
    ["down", [500, 404, 503]],
  ] as const) {
    const gateway = await openWebhookReceiver(t, statuses);
    const { id } = await createPayment(simulator, { reference, webhook_url: gateway.url });
    assert.equal((await submitPage(simulator, id, { scenario: "failure" })).status, 303);
    told.push(gateway.bodies.length);
  }
  assert.deepEqual(told, [2, 3]);
});

test("a button pressed twice decides once, tells once and leads back twice", async (t) => {
  const gateway = await openWebhookReceiver(t);
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { webhook_url: gateway.url });
  const pages = await Promise.all([
    submitPage(simulator, id, { scenario: "success" }),
    submitPage(simulator, id, { scenario: "failure" }),
  ]);
  assert.deepEqual(
    pages.map(({ status, headers }) => [status, headers["location"]]),
    [
      [303, backAtGateway],
      [303, backAtGateway],
    ],
  );
  assert.equal(await statusAt(simulator, id), "paid");
  assert.equal(gateway.bodies.length, 1);
  const again = await showPage(simulator, id);
  assert.equal(again.status, 410);
  assert.match(
    again.body,
    /already been made[^]*href="https:\/\/gateway\.example\.com\/back\?payment&#61;1"/,
  );
});

test("a choice that comes late, or after a cancel, changes nothing and says so", async (t) => {
  const simulator = openSimulator(t);
  const late = await createPayment(simulator);
  const cancelled = await createPayment(simulator, { reference: "try-2" });
  await postToBank(simulator, `/${cancelled.id}/cancel`, { key: "c-1", body: {} });
  const afterCancel = await submitPage(simulator, cancelled.id, { scenario: "success" });
  // Another payment's request tells the bank how late it is.
  await statusAt(simulator, cancelled.id, 3600);
  const afterEnd = await submitPage(simulator, late.id, { scenario: "success" });
  for (const page of [afterCancel, afterEnd]) assert.equal(page.status, 410);
  assert.match(afterCancel.body, /This payment was cancelled[^]*Back to the shop/);
  assert.match(afterEnd.body, /The time for this payment is over[^]*Back to the shop/);
  assert.equal(await statusAt(simulator, late.id), "expired");
});

test("a choice that the page does not offer leaves the payment open and shows the page again", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "PAYPAL" });
  for (const fields of [{ scenario: "failure" }, { scenario: "toString" }, {}]) {
    const page = await submitPage(simulator, id, fields);
    assert.equal(page.status, 422);
    assert.match(page.body, /aria-invalid="true"[^]*Choose one of the outcomes/);
  }
  assert.equal(await statusAt(simulator, id), "open");
});

test("there is no page for a payment of nobody, nor for a method without one", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "BANKTRANS" });
  for (const unknown of ["bp_0", id]) {
    assert.equal((await showPage(simulator, unknown)).status, 404);
    assert.equal((await submitPage(simulator, unknown, { scenario: "success" })).status, 404);
  }
});
