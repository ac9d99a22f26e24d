import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { ApiAnswer } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { parseJson, textAt } from "../support/json.ts";
import { directOrder, type OrderBody } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import type { Fault } from "../support/simulator-controls.ts";
import { startWorld } from "../support/world.ts";
import { becomes, startBankLedger } from "./bank-ledger.ts";
import { assertProved, type Placed } from "./ledger.ts";

// Goal: whatever happens to a message of the bank link, every order ends, nothing begins twice, and the books of the bank
// equal ours. Method: every order has an amount of its own. Protocol: docs/protocols/bank-link.md.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, controls, clock } = world;
const ledger = startBankLedger(world);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
const dayS = 86_400;

const cart: OrderBody = {
  checkout_options: { tax_tables: { alternate: [{ name: "none", rules: [{ rate: 0 }] }] } },
};

const debit: OrderBody = {
  gateway: "DIRDEB",
  gateway_info: { account_holder_name: "Sam Sample", account_holder_iban: "NL87ABNA0000000001" },
};

function post({ orderId, amountMinor }: Placed, members: OrderBody): Promise<ApiAnswer> {
  const ticket = {
    name: "Ticket",
    unit_price: amountMinor / 100,
    quantity: 1,
    merchant_item_id: "t",
    tax_table_selector: "none",
  };
  return api(
    "POST",
    "/orders",
    directOrder({
      gateway_info: {},
      ...cart,
      shopping_cart: { items: [ticket] },
      ...members,
      order_id: orderId,
      amount: amountMinor,
      payment_options: {
        notification_url: `${shop.url}/n/${orderId}`,
        notification_method: "POST",
        redirect_url: `${shop.url}/ok`,
        cancel_url: `${shop.url}/no`,
      },
    }),
  );
}

/** An order whose shopper is at the bank. */
async function atTheBank(prefix: string, gateway = "IDEAL"): Promise<Placed & { readonly page: string }> {
  const order = ledger.place(prefix);
  const created = assertAccepted(await post(order, { gateway }));
  return { ...order, page: textAt(created["payment_url"]) };
}

async function paidBy(prefix: string, gateway: string): Promise<Placed> {
  const order = await atTheBank(prefix, gateway);
  await shopper.post(order.page, { scenario: "success" });
  return order;
}

const arm = (fault: Partial<Fault> & { readonly kind: string }): Promise<void> =>
  controls.fault({ count: 1, ...fault });

const struck = (): Promise<true> =>
  eventually("the fault strikes", async () => ((await controls.armedFaults()) === 0 ? true : null));

const isBegun = (order: Placed): Promise<true> =>
  eventually("the bank begins the payment", async () =>
    (await ledger.payment(order)) === null ? null : true,
  );

async function refund({ orderId }: Placed, amount: number): Promise<void> {
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount }));
}

async function killAnew(): Promise<void> {
  await world.killGateway();
  await world.restartGateway();
}

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

test("killed while a payment is begun: the next process begins the same one", async () => {
  const order = ledger.place("killed-start");
  await arm({ kind: "bank-no-answer", where: "bank-payment" });
  const lost = post(order, debit).catch(() => null);
  await isBegun(order);
  await killAnew();
  await lost;
  await becomes(world, order, "completed/completed");
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

test("killed while the shopper decides: his payment is found", async () => {
  const order = await atTheBank("killed-choice");
  await world.killGateway();
  // Neither the webhook nor the browser finds anybody.
  await shopper.post(order.page, { scenario: "success" }).catch(() => null);
  await world.restartGateway();
  await becomes(world, order, "completed/completed");
  await ledger.assertEqualToBank();
});

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
      shopper.post(page, { scenario: "success" }),
      api("PATCH", `/orders/${orderId}`, { status: "cancelled" }),
      ...(index % 2 === 0 ? [shopper.post(page, { scenario: "success" })] : []),
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

test("killed while a refund is under way: given back once", async () => {
  const order = await paidBy("killed-refund", "IDEAL");
  await refund(order, order.amountMinor);
  await arm({ kind: "bank-no-answer", where: "bank-refund" });
  const night = clock.advance(dayS).catch(() => null);
  await eventually("the bank gives back", async () =>
    (await ledger.payment(order))?.refundedMinor === order.amountMinor ? true : null,
  );
  await killAnew();
  await night;
  // What the dead process had claimed is free when the clock is moved.
  await clock.advance(dayS);
  assert.equal(await statusesOf(api, order.orderId), "refunded/completed");
  await ledger.assertEqualToBank();
});

for (const kind of ["bank-no-answer", "bank-http-500"]) {
  test(`a shipment whose report meets ${kind} is reported again, and the promise is paid`, async () => {
    const order = await paidBy(`ship-${kind}`, "KLARNA");
    await arm({ kind, where: "bank-shipment" });
    assertAccepted(await api("PATCH", `/orders/${order.orderId}`, { status: "shipped" }));
    await struck();
    await becomes(world, order, "shipped/completed", 6 * 3_600);
    await ledger.assertEqualToBank();
  });
}

test("killed while a shipment is reported: reported by the next process", async () => {
  const order = await paidBy("killed-ship", "KLARNA");
  await arm({ kind: "bank-no-answer", where: "bank-shipment" });
  assertAccepted(await api("PATCH", `/orders/${order.orderId}`, { status: "shipped" }));
  await struck();
  await killAnew();
  await becomes(world, order, "shipped/completed", 6 * 3_600);
  await ledger.assertEqualToBank();
});

test("a risk taken whose answer is lost is promised", async () => {
  const order = ledger.place("accept");
  const info = { birthday: "1990-12-31", phone: "0200000000", bank_account: "NL87ABNA0000000001" };
  assertAccepted(await post(order, { gateway: "EINVOICE", gateway_info: info }));
  await arm({ kind: "bank-no-answer", where: "bank-accept" });
  assertRefused(await api("PATCH", `/orders/${order.orderId}`, { status: "completed" }), { code: 1021 });
  await becomes(world, order, "completed/uncleared", 3_600);
  await ledger.assertEqualToBank();
});

test("what is refunded of a promise is not paid out; the rest is sent and paid", async () => {
  const order = await paidBy("part-promise", "KLARNA");
  await refund(order, 400);
  await clock.advance(dayS);
  assert.equal(await statusesOf(api, order.orderId), "partial_refunded/uncleared");
  assertAccepted(await api("PATCH", `/orders/${order.orderId}`, { status: "shipped" }));
  await becomes(world, order, "partial_refunded/completed", 6 * 3_600);
  await ledger.assertEqualToBank();
});

test("a refund that is reserved while the promise is paid goes back out of what came", async () => {
  const order = await paidBy("reserved-promise", "KLARNA");
  assertAccepted(await api("PATCH", `/orders/${order.orderId}`, { status: "shipped" }));
  await clock.advance(dayS - 60);
  await refund(order, 400);
  await becomes(world, order, "partial_refunded/completed", 60);
  await clock.advance(2 * dayS);
  assert.equal((await ledger.payment(order))?.refundedMinor, 400);
  await ledger.assertEqualToBank();
});

/** The provider takes back its promise, and tells nobody. */
async function breakPromise(order: Placed): Promise<void> {
  const payment = await ledger.payment(order);
  const cancelled = await fetch(`${world.simulatorUrl}/bank/payments/${payment?.id}/cancel`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "idempotency-key": `break-${order.orderId}`,
      date: (await clock.now()).toUTCString(),
    },
    body: "{}",
  });
  assert.equal(cancelled.status, 200);
}

test("a promise that is broken while the goods are sent leaves a void order, and its shop is told", async () => {
  const order = await paidBy("broken-shipped", "KLARNA");
  await breakPromise(order);
  assertAccepted(await api("PATCH", `/orders/${order.orderId}`, { status: "shipped" }));
  await becomes(world, order, "void/void", 3_600);
  const calls = await shop.receives(`/n/${order.orderId}`, 1);
  assert.equal(textAt(parseJson(calls.at(-1)?.body ?? ""), "status"), "void");
  await ledger.assertEqualToBank();
});

for (const [when, amount] of [
  ["given back in part", 400],
  ["given back whole", null],
] as const) {
  test(`a promise that is broken after it was ${when} leaves a void order, which may be posted anew`, async () => {
    const order = await paidBy(`broken-${amount}`, "KLARNA");
    await refund(order, amount ?? order.amountMinor);
    await clock.advance(dayS);
    await breakPromise(order);
    await becomes(world, order, "void/void", 6 * 3_600);
    await ledger.assertEqualToBank();
    const again = ledger.placeAnew(order);
    const created = assertAccepted(await post(again, { gateway: "IDEAL" }));
    await shopper.post(textAt(created["payment_url"]), { scenario: "success" });
    await refund(again, 300);
    await clock.advance(dayS);
    assert.equal(await statusesOf(api, order.orderId), "partial_refunded/completed");
    assert.equal((await ledger.payment(again))?.refundedMinor, 300);
    await assertProved(world);
  });
}

test("the ledger is right after all this", async () => {
  await clock.advance(2 * dayS);
  await ledger.assertEqualToBank();
  await assertProved(world);
});
