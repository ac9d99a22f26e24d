import assert from "node:assert/strict";
import { test } from "node:test";
import { createPayment, postToBank, readPayment, statusAt, choose } from "../testing/bank-client.ts";
import { openSimulator } from "../testing/running-simulator.ts";

// Goal: what the documented test accounts and test shoppers lead to, and when.

const day = 86_400;
const iban = (digit: string): object => ({
  holder: "Sam Sample",
  iban: `NL87ABNA000000000${digit}`,
  bic: null,
});

for (const [method, account, steps] of [
  ["BANKTRANS", iban("1"), { 119: "open", 120: "paid" }],
  ["BANKTRANS", iban("2"), { 119: "open", 120: "expired" }],
  ["BANKTRANS", iban("4"), { 119: "open", 120: "failed" }],
  ["BANKTRANS", iban("7"), { [5 * day - 1]: "open", [5 * day]: "expired" }],
  ["BANKTRANS", null, { [5 * day - 1]: "open", [5 * day]: "expired" }],
  ["DIRDEB", iban("1"), { 119: "open", 120: "paid" }],
  ["DIRDEB", iban("2"), { 119: "open", 120: "failed" }],
  ["DIRDEB", iban("3"), { 119: "open", 120: "pending", 179: "pending", 180: "paid" }],
  ["DIRDEB", iban("4"), { 119: "open", 120: "pending", 179: "pending", 180: "failed" }],
  ["DIRDEB", iban("9"), { 119: "open", 120: "paid" }],
] as const) {
  const from = account === null ? "no account" : JSON.stringify(account).slice(-24, -13);
  test(`${method} from ${from} goes ${Object.values(steps).join(", ")}`, async (t) => {
    const simulator = openSimulator(t);
    const expires_at = "2026-03-03T10:00:00Z";
    const { body, id } = await createPayment(simulator, { method, account, expires_at });
    assert.deepEqual([body["status"], body["checkout_url"]], ["open", null]);
    for (const [atSeconds, status] of Object.entries(steps)) {
      assert.equal(await statusAt(simulator, id, Number(atSeconds)), status, atSeconds);
    }
  });
}

test("takes all steps that one leap of time brings, and tells when to ask for the next", async (t) => {
  const simulator = openSimulator(t);
  const { body, id } = await createPayment(simulator, { method: "DIRDEB", account: iban("3") });
  assert.equal(body["check_after"], 120);
  assert.equal((await readPayment(simulator, id, 150)).body["check_after"], 30);
  const { body: paid } = await readPayment(simulator, id, 400);
  assert.deepEqual([paid["status"], paid["amount_paid"], paid["check_after"]], ["paid", 2000, null]);
});

test("a transfer tells the shopper where to pay, and who paid once he has", async (t) => {
  const simulator = openSimulator(t);
  const { body, id } = await createPayment(simulator, { method: "BANKTRANS", account: iban("1") });
  assert.deepEqual(Object.keys(body["instructions"] ?? {}), [
    "reference",
    "holder",
    "city",
    "country",
    "iban",
    "bic",
    "bank",
  ]);
  assert.equal(body["account"], null);
  assert.deepEqual((await readPayment(simulator, id, 120)).body["account"], iban("1"));
});

test("a debit gives a mandate that pays a later debit from the same account", async (t) => {
  const simulator = openSimulator(t);
  const first = await createPayment(simulator, { method: "DIRDEB", account: iban("2") });
  const { mandate, account } = first.body;
  assert.match(String(mandate), /^md_/);
  assert.deepEqual(account, iban("2"));
  const later = await createPayment(simulator, { reference: "try-2", method: "DIRDEB", token: mandate });
  assert.deepEqual([later.body["mandate"], later.body["account"]], [mandate, iban("2")]);
  assert.equal(await statusAt(simulator, later.id, 120), "failed");
});

for (const method of ["IDEAL", "DIRECTBANK"]) {
  test(`${method} gives a mandate that was asked for, once the shopper has agreed`, async (t) => {
    const simulator = openSimulator(t);
    const { body, id } = await createPayment(simulator, { method, wants_mandate: true });
    assert.deepEqual([body["mandate"], body["account"]], [null, null]);
    await choose(simulator, id, "success");
    const { mandate, account } = (await readPayment(simulator, id, 0)).body;
    assert.match(String(mandate), /^md_/);
    const debit = { reference: "try-2", method: "DIRDEB", token: mandate };
    assert.deepEqual((await createPayment(simulator, debit)).body["account"], account);
  });

  test(`${method} gives no mandate that nobody asked for`, async (t) => {
    const simulator = openSimulator(t);
    const { id } = await createPayment(simulator, { method });
    await choose(simulator, id, "success");
    assert.equal((await readPayment(simulator, id, 0)).body["mandate"], null);
  });
}

for (const [method, consumer, status] of [
  ["AFTERPAY", { email: "Rejection@afterpay.nl" }, "failed"],
  ["AFTERPAY", { email: "sam@example.com" }, "open"],
  ["IN3", { birthday: "2000-01-01", zip_code: "1111 ab", house_number: "1" }, "failed"],
  ["IN3", { birthday: "1999-01-01", zip_code: "1234AB", house_number: "1" }, "open"],
  ["KLARNA", { email: "rejection@afterpay.nl" }, "open"],
] as const) {
  test(`${method} is ${status} at once for ${JSON.stringify(consumer)}`, async (t) => {
    const { body } = await createPayment(openSimulator(t), { method, consumer });
    assert.equal(body["status"], status);
    assert.equal(body["reason"] === null, status === "open");
    assert.equal(body["checkout_url"] === null, status === "failed");
  });
}

for (const method of ["KLARNA", "AFTERPAY"]) {
  test(`${method} pays one day after the first shipment, once, and not before`, async (t) => {
    const simulator = openSimulator(t);
    const { id } = await createPayment(simulator, { method });
    const ship = async (key: string, amount: number, atSeconds: number): Promise<number> => {
      const body = { reference: key, amount };
      return (await postToBank(simulator, `/${id}/shipments`, { key, body, atSeconds })).status;
    };
    assert.equal(await ship("s-0", 2000, 0), 422);
    await choose(simulator, id, "success");
    assert.equal(await statusAt(simulator, id, 9 * day), "authorized");
    assert.equal(await ship("s-1", 2001, 9 * day), 422);
    assert.equal(await ship("s-2", 500, 9 * day), 200);
    assert.equal(await ship("s-3", 1500, 9 * day + 60), 200);
    assert.equal(await statusAt(simulator, id, 10 * day - 1), "authorized");
    assert.equal(await statusAt(simulator, id, 10 * day), "paid");
    assert.equal((await readPayment(simulator, id, 12 * day)).body["amount_paid"], 2000);
  });
}

test("IN3 pays one day after success, shipped or not", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "IN3" });
  await choose(simulator, id, "success");
  assert.equal(await statusAt(simulator, id, day - 1), "authorized");
  assert.equal(await statusAt(simulator, id, day), "paid");
});

for (const method of ["EINVOICE", "PAYAFTER"]) {
  test(`${method} is in doubt until the merchant takes the risk, and pays 14 days after the shipment`, async (t) => {
    const simulator = openSimulator(t);
    const { body, id } = await createPayment(simulator, { method });
    assert.deepEqual([body["status"], body["checkout_url"]], ["pending", null]);
    const shipment = { reference: "s-1", amount: 2000 };
    const early = await postToBank(simulator, `/${id}/shipments`, { key: "s-0", body: shipment });
    assert.equal(early.status, 422);
    const accepted = await postToBank(simulator, `/${id}/accept`, { key: "a-1", body: {} });
    assert.equal(accepted.body["status"], "authorized");
    const shipped = await postToBank(simulator, `/${id}/shipments`, { key: "s-1", body: shipment });
    assert.equal(shipped.body["check_after"], 14 * day);
    assert.equal(await statusAt(simulator, id, 14 * day), "paid");
  });
}

test("nobody but a provider in doubt lets the merchant take the risk", async (t) => {
  const simulator = openSimulator(t);
  const { id } = await createPayment(simulator, { method: "DIRDEB", account: iban("3") });
  await statusAt(simulator, id, 120);
  assert.equal((await postToBank(simulator, `/${id}/accept`, { key: "a-1", body: {} })).status, 422);
});

test("a promise is cancelled until the goods have left", async (t) => {
  const simulator = openSimulator(t);
  const cancelled: unknown[] = [];
  for (const key of ["unshipped", "shipped"]) {
    const { id } = await createPayment(simulator, { reference: key, method: "KLARNA" });
    await choose(simulator, id, "success");
    const body = { reference: key, amount: 2000 };
    if (key === "shipped") await postToBank(simulator, `/${id}/shipments`, { key: `s-${key}`, body });
    cancelled.push(
      (await postToBank(simulator, `/${id}/cancel`, { key: `c-${key}`, body: {} })).body["status"],
    );
  }
  assert.deepEqual(cancelled, ["cancelled", "authorized"]);
});
