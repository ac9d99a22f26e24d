import assert from "node:assert/strict";
import { test } from "node:test";
import { callBank } from "../support/bank-call.ts";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import type { Page } from "../support/forms.ts";
import { type Json, listAt, objectAt } from "../support/json.ts";
import { textOf } from "../support/markup.ts";
import { cards, directOrder, redirectOrder } from "../support/orders.ts";
import { type Ordered, startShopping } from "./shopping.ts";

// Goal: a gift card that pays all or a part, the second method for the rest, and the way back of the money.
// Contract: gateways.md §5 and §6, statuses.md §3.4 and §4, orders.md §2.4.

const { world, shop, shopper, order, authenticate } = await startShopping({
  gateway: "VVVGIFTCRD",
  customer: { country: "NL" },
});
const { api } = world;

const stepOf = (paymentUrl: string, step: string): string => `${paymentUrl.split("?")[0]}${step}`;

/** Five euros are on 111112, a hundred on 111115. */
async function redeem({ paymentUrl }: Ordered, number: string, gateway = "VVVGIFTCRD"): Promise<Page> {
  const bank = await shopper.post(stepOf(paymentUrl, "method"), { gateway });
  return await shopper.submit(bank, { values: { number, security_code: "1234" } });
}

const payByCard = async (form: Page, number: string = cards.visa): Promise<Page> =>
  await authenticate(await submitCard(shopper, form, { number }));

const read = async (orderId: string) => assertAccepted(await readOrder(api, orderId));
const instruments = async (orderId: string): Promise<readonly Json[]> =>
  listAt((await read(orderId))["payment_methods"]).map((one) => {
    const { type = null, amount = null, coupon_brand: brand, status = null } = objectAt(one);
    return { type, amount, status, ...(brand === undefined ? {} : { brand }) };
  });

/** What the provider gave back, by payment of this order. */
async function givenBack(orderId: string): Promise<readonly Json[]> {
  const rows = await world.sql(
    `select provider_payment_id from payment_attempt join orders on orders.key = order_key
     where orders.order_id = '${orderId}' and provider_payment_id is not null order by payment_attempt.created_at`,
  );
  return await Promise.all(
    rows.map(async (row) => {
      const id = String(row["provider_payment_id"]);
      const date = (await world.clock.now()).toUTCString();
      const answer = await callBank(world.simulatorUrl, { method: "GET", path: `/${id}`, headers: { date } });
      return objectAt((await answer.json()) as Json)["amount_refunded"] ?? null;
    }),
  );
}

test("a gift card with enough on it pays the order: completed/completed", async () => {
  const ordered = await order();
  const end = await redeem(ordered, "111115");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${ordered.orderId}`);
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
  assert.deepEqual(await instruments(ordered.orderId), [
    { type: "COUPON", amount: 1000, status: "completed", brand: "VVVGIFTCRD" },
  ]);
  assert.equal(objectAt((await read(ordered.orderId))["payment_details"])["type"], "Coupon::VVVGIFTCRD");
});

test("a gift card with too little leaves the order initialized, and the page asks for the rest", async () => {
  const ordered = await order();
  const page = await redeem(ordered, "111112");
  assert.equal(page.leftFor, null);
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
  assert.deepEqual(await instruments(ordered.orderId), [
    { type: "COUPON", amount: 500, status: "initialized", brand: "VVVGIFTCRD" },
  ]);
  assert.match(textOf(page.html), /5[.,]00/);
  assert.ok(!textOf(page.html).includes("10.00"), "the whole amount is still asked for");
  const end = await payByCard(page);
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${ordered.orderId}`);
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
  assert.deepEqual(await instruments(ordered.orderId), [
    { type: "COUPON", amount: 500, status: "completed", brand: "VVVGIFTCRD" },
    { type: "VISA", amount: 500, status: "completed" },
  ]);
  assert.equal((await shop.receives(`/n/${ordered.orderId}`, 1)).length, 1);
});

test("the card is charged the rest and no more", async () => {
  const before = await world.controls.books();
  await payByCard(await redeem(await order(), "111112"));
  assert.equal((await world.controls.books()).heldMinor - before.heldMinor, 500);
});

test("the rest may be paid by a bank or by another gift card, which adds up to the whole", async () => {
  const ordered = await order({ amount: 1_500 });
  await redeem(ordered, "111112");
  await redeem(ordered, "111112", "BOEKENBON");
  const page = await shopper.open(ordered.paymentUrl);
  assert.ok(!page.html.includes("AFTERPAY"), "a pay-later provider takes a whole cart");
  const bank = await shopper.submit(page, { button: "IDEAL" });
  await shopper.submit(bank, { values: { scenario: "success" } });
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
  assert.deepEqual(await instruments(ordered.orderId), [
    { type: "COUPON", amount: 500, status: "completed", brand: "VVVGIFTCRD" },
    { type: "COUPON", amount: 500, status: "completed", brand: "BOEKENBON" },
    { type: "IDEAL", amount: 500, status: "completed" },
  ]);
});

for (const [name, end] of [
  [
    "the shop cancels",
    async ({ orderId }: Ordered) =>
      assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "cancelled" })),
  ],
  [
    "the shopper gives up",
    async ({ paymentUrl }: Ordered) => await shopper.post(stepOf(paymentUrl, "cancel"), {}),
  ],
  [
    "the second method is declined",
    async (_: Ordered, page: Page) => await payByCard(page, cards.visaInsufficientFunds),
  ],
  ["nobody pays the rest", async () => await world.clock.advance(3_700)],
] as const) {
  test(`the gift card gets its money back once when ${name}`, async () => {
    const ordered = await order({ seconds_active: 3_600 });
    const page = await redeem(ordered, "111112");
    assert.deepEqual(await givenBack(ordered.orderId), [0]);
    await end(ordered, page);
    await world.clock.advance(60);
    assert.equal((await givenBack(ordered.orderId))[0], 500);
    assert.match(await statusesOf(api, ordered.orderId), /^(cancelled|declined|expired)\//);
    const [coupon] = await instruments(ordered.orderId);
    assert.equal(objectAt(coupon)["status"], "void");
  });
}

test("an order whose rest was declined is tried again once the gift card has its money back, for all of it", async () => {
  const ordered = await order();
  const again = (): Promise<Page> => shopper.post(stepOf(ordered.paymentUrl, "retry"), {});
  await world.controls.fault({ kind: "bank-http-500", count: 1, where: "bank-refund" });
  await payByCard(await redeem(ordered, "111112"), cards.visaInsufficientFunds);
  assert.equal((await again()).status, 410);
  assert.equal(await statusesOf(api, ordered.orderId), "declined/declined");
  await world.clock.advance(600);
  assert.deepEqual(await givenBack(ordered.orderId), [500]);
  assert.equal((await again()).status, 200);
  assert.equal(await statusesOf(api, ordered.orderId), "initialized/initialized");
  await redeem(ordered, "111115");
  assert.equal(await statusesOf(api, ordered.orderId), "completed/completed");
  assert.deepEqual(await givenBack(ordered.orderId), [500, 0]);
  assert.deepEqual(await instruments(ordered.orderId), [
    { type: "COUPON", amount: 1000, status: "completed", brand: "VVVGIFTCRD" },
  ]);
});

test("the money comes back also when the provider does not answer at first", async () => {
  const ordered = await order();
  await redeem(ordered, "111112");
  await world.controls.fault({ kind: "bank-http-500", count: 1, where: "bank-refund" });
  assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "cancelled" }));
  await world.clock.advance(600);
  assert.deepEqual(await givenBack(ordered.orderId), [500]);
});

test("an order that a gift card pays in part is not posted anew before the money is back", async () => {
  const ordered = await order();
  await redeem(ordered, "111112");
  assertRefused(await api("POST", "/orders", { ...ordered.body, amount: 900 }), { code: 1006 });
  assertAccepted(await api("PATCH", `/orders/${ordered.orderId}`, { status: "cancelled" }));
  await world.clock.advance(60);
  assertAccepted(await api("POST", "/orders", { ...ordered.body, amount: 900 }));
  assert.deepEqual(await instruments(ordered.orderId), []);
});

test("refunds go to the second method first, then to the gift card", async () => {
  const ordered = await order({ amount: 800 });
  const page = await redeem(ordered, "111112");
  await payByCard(page);
  const before = await world.controls.books();
  const refund = (amount: number) =>
    api("POST", `/orders/${ordered.orderId}/refunds`, { currency: "EUR", amount });
  assertAccepted(await refund(100));
  assertAccepted(await refund(600));
  assertRefused(await refund(101), { code: 1034 });
  await world.clock.advance(86_400);
  assert.equal(before.heldMinor - (await world.controls.books()).heldMinor, 300);
  assert.deepEqual(await givenBack(ordered.orderId), [400]);
  assertAccepted(await refund(100));
  await world.clock.advance(86_400);
  assert.deepEqual(await givenBack(ordered.orderId), [500]);
  assert.equal(await statusesOf(api, ordered.orderId), "refunded/completed");
});

test("a refund of a gift card is initialized first", async () => {
  const ordered = await order();
  await redeem(ordered, "111115");
  assertAccepted(await api("POST", `/orders/${ordered.orderId}/refunds`, { currency: "EUR", amount: 100 }));
  const [refund] = listAt((await read(ordered.orderId))["related_transactions"]);
  assert.equal(objectAt(refund)["status"], "initialized");
});

test("the ledger proves orders that gift cards paid in part, refunded or given back", async () => {
  await payByCard(await redeem(await order(), "111112"));
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
});

test("the database refuses to let a gift card and a second payment exceed the order", async () => {
  const ordered = await order();
  await redeem(ordered, "111112");
  const more = `update orders set coupons = jsonb_set(coupons, '{0,amount}', '1001') where order_id = '${ordered.orderId}'`;
  await assert.rejects(world.sql(more), /more than its amount/);
});

test("direct and other currencies are refused", async () => {
  assertRefused(await api("POST", "/orders", directOrder({ gateway: "VVVGIFTCRD" })), { code: 1023 });
  assertRefused(await api("POST", "/orders", redirectOrder({ gateway: "VVVGIFTCRD", currency: "USD" })), {
    code: 1002,
  });
});
