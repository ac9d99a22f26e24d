import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ApiAnswer } from "../support/api.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { startShop } from "../support/shop.ts";
import type { Fault } from "../support/simulator-controls.ts";
import { startWorld } from "../support/world.ts";
import { becomes, startBankLedger } from "./bank-ledger.ts";
import { bankOrders, dayS, debit } from "./bank-orders.ts";
import { assertProved, type Placed } from "./ledger.ts";

// Goal: whatever happens to a message of the bank link, every order ends, nothing begins twice, and the books of the bank
// equal ours. Method: every order has an amount of its own. Protocol: docs/protocols/bank-link.md.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock } = world;
const ledger = startBankLedger(world);
const { arm, atTheBank, paidBy, pay, post, refund, ship, struck } = bankOrders(world, shop.url, ledger);

const lostAnswers: readonly (Partial<Fault> & { readonly kind: string })[] = [
  { kind: "bank-no-answer" },
  { kind: "bank-late-answer", delayMs: 10_500 },
  { kind: "bank-late-answer", delayMs: 300 },
  { kind: "bank-http-500" },
];

test("a payment whose start is not answered is begun once, and what it took is paid", async () => {
  const waiting: { readonly order: Placed; readonly answer: Promise<ApiAnswer> }[] = [];
  for (const fault of lostAnswers) {
    const order = ledger.place(fault.kind);
    await arm({ ...fault, where: "bank-payment" });
    waiting.push({ order, answer: post(order, debit) });
    await struck();
  }
  for (const { order, answer } of waiting) {
    assert.equal(textAt(assertAccepted(await answer)["status"]), "initialized", order.orderId);
    await becomes(world, order, "completed/completed");
  }
  await ledger.assertEqualToBank();
});

test("an order whose start is open is not given to another payment, and cannot be cancelled unasked", async () => {
  const order = ledger.place("open-start");
  await arm({ kind: "bank-http-500", count: 2, where: "bank-payment" });
  assertAccepted(await post(order, { gateway: "IDEAL" }));
  assertRefused(await post(order, { gateway: "IDEAL" }), { code: 1006 });
  assertRefused(await api("PATCH", `/orders/${order.orderId}`, { status: "cancelled" }), { code: 1000 });
  assertAccepted(await api("PATCH", `/orders/${order.orderId}`, { status: "cancelled" }));
  assert.equal(await statusesOf(api, order.orderId), "void/void");
  await ledger.assertEqualToBank();
});

for (const kind of ["webhook-lost", "webhook-twice"]) {
  test(`${kind} and a shopper who never comes back: paid once`, async () => {
    const order = await atTheBank(kind);
    await arm({ kind });
    await fetch(order.page, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "scenario=success",
    });
    await becomes(world, order, "completed/completed");
    await ledger.assertEqualToBank();
  });
}

for (const kind of ["bank-no-answer", "bank-http-500"]) {
  test(`a cancellation that meets ${kind} says that it is open, and ends as the bank has it`, async () => {
    const order = await atTheBank(`cancel-${kind}`);
    await arm({ kind, where: "bank-cancel" });
    assertRefused(await api("PATCH", `/orders/${order.orderId}`, { status: "cancelled" }), { code: 1021 });
    const isBooked = (await ledger.payment(order))?.status === "cancelled";
    assert.equal(isBooked, kind === "bank-no-answer");
    await becomes(world, order, isBooked ? "void/void" : "expired/expired");
    await ledger.assertEqualToBank();
  });
}

test("an expiry whose answer is lost ends all the same", async () => {
  const order = await atTheBank("expiry");
  await arm({ kind: "bank-http-500", where: "bank-cancel" });
  await clock.advance(3_601);
  await becomes(world, order, "expired/expired");
  await ledger.assertEqualToBank();
});

test("paid and cancelled in the same moment: the order says what the bank says", async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, (_, index) => atTheBank(`race-${index}`)));
  await Promise.all(
    orders.flatMap(({ orderId, page }, index) => [
      pay(page),
      api("PATCH", `/orders/${orderId}`, { status: "cancelled" }),
      ...(index % 2 === 0 ? [pay(page)] : []),
    ]),
  );
  for (const order of orders) {
    const isPaid = (await ledger.payment(order))?.status === "paid";
    await becomes(world, order, isPaid ? "completed/completed" : "void/void");
  }
  await ledger.assertEqualToBank();
});

for (const kind of ["bank-no-answer", "bank-http-500"]) {
  test(`a refund that meets ${kind} is asked for again and given back once`, async () => {
    const order = await paidBy(`refund-${kind}`, "IDEAL");
    await refund(order, 400);
    await arm({ kind, where: "bank-refund" });
    await clock.advance(dayS);
    assert.equal(await statusesOf(api, order.orderId), "partial_refunded/completed");
    assert.equal((await ledger.payment(order))?.refundedMinor, 400);
    await ledger.assertEqualToBank();
  });
}

for (const kind of ["bank-no-answer", "bank-http-500"]) {
  test(`a shipment whose report meets ${kind} is reported again, and the promise is paid`, async () => {
    const order = await paidBy(`ship-${kind}`, "KLARNA");
    await arm({ kind, where: "bank-shipment" });
    await ship(order);
    await struck();
    await becomes(world, order, "shipped/completed", 6 * 3_600);
    await ledger.assertEqualToBank();
  });
}

test("a risk taken whose answer is lost is promised", async () => {
  const order = ledger.place("accept");
  const info = { birthday: "1990-12-31", phone: "0200000000", bank_account: "NL87ABNA0000000001" };
  assertAccepted(await post(order, { gateway: "EINVOICE", gateway_info: info }));
  await arm({ kind: "bank-no-answer", where: "bank-accept" });
  assertRefused(await api("PATCH", `/orders/${order.orderId}`, { status: "completed" }), { code: 1021 });
  await becomes(world, order, "completed/uncleared", 3_600);
  await ledger.assertEqualToBank();
});

test("the ledger is right after all this", async () => {
  await clock.advance(2 * dayS);
  await ledger.assertEqualToBank();
  await assertProved(world);
});
