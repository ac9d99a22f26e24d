import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, isChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { objectAt, textAt } from "../support/json.ts";
import { findForms, textOf } from "../support/markup.ts";
import { cards, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shopper pays with a card he kept by one press and by nobody else's. Contract: cards-3ds.md §10,
// tokens-transactions-account.md §1.

const world = await startWorld({ threeDS: "frictionless" });
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Ordered {
  readonly orderId: string;
  readonly paymentUrl: string;
}

async function orderOf(reference: string, members: OrderBody = {}): Promise<Ordered> {
  const orderId = newOrderId("saved");
  const order = redirectOrder({ order_id: orderId, customer: { locale: "en_US", reference }, ...members });
  const created = assertAccepted(await api("POST", "/orders", order));
  return { orderId, paymentUrl: textAt(created["payment_url"]) };
}

/** The tokens that a page offers, in its order. */
const offeredOn = ({ html }: Page): readonly string[] =>
  findForms(html).flatMap(({ buttons }) =>
    buttons.filter(({ name }) => name === "saved_card").map(({ value }) => value),
  );

/** Presses a saved card and goes on as far as a shopper gets without being asked by his bank. */
const press = async (page: Page, token: string): Promise<Page> =>
  await reachChallenge(shopper, await shopper.submit(page, { button: token }));

/** The form of one saved card, with another token put into it. */
const forge = (page: Page, token: string): Promise<Page> => {
  const url = new URL(page.url);
  return shopper.post(`${url.origin}${url.pathname.replace(/\/$/, "")}/card?lang=en_US`, {
    saved_card: token,
  });
};

const paidWith = async (orderId: string) =>
  objectAt(assertAccepted(await readOrder(api, orderId))["payment_details"]);

test("the page lists the shopper's own cards, newest first, and one press pays", async () => {
  const reference = newReference();
  const visa = await leaveCard(api, { reference });
  const amex = await leaveCard(api, { reference, card: { number: cards.amex } });
  await leaveCard(api, { reference, model: "subscription", card: { number: cards.mastercard } });
  const { orderId, paymentUrl } = await orderOf(reference);
  const page = await shopper.open(paymentUrl);
  assert.deepEqual(offeredOn(page), [amex, visa]);
  assert.match(textOf(page.html), /Pay €10\.00 with a saved card/);
  assert.match(textOf(page.html), /Visa ending in 1111 Expires 12\/30/);
  assert.ok(!page.html.includes(cards.visa));
  const paid = await press(page, visa);
  assert.match(paid.html, /data-status="completed"/);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const details = await paidWith(orderId);
  assert.equal(details["recurring_id"], visa);
  assert.equal(details["type"], "VISA");
  assert.equal(objectAt(details["card_authentication_details"])["flow"], "frictionless");
});

test("the acquirer is told of a kept card that its holder charges, with the evidence of 3-D Secure", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const { orderId, paymentUrl } = await orderOf(reference);
  await press(await shopper.open(paymentUrl), token);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const { entries } = await world.controls.books();
  const last = entries.at(-1);
  assert.deepEqual([last?.keptCard, last?.eci], ["subsequent cardholder", "05"]);
});

test("the issuer may challenge the shopper, as with a typed card", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const { orderId, paymentUrl } = await orderOf(reference, { gateway_info: { flexible_3d: true } });
  const page = await press(await shopper.open(paymentUrl), token);
  assert.ok(isChallenge(page));
  await answerChallenge(shopper, page, "Y");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("a shop that wants no 3-D Secure gets none", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const { orderId, paymentUrl } = await orderOf(reference, { gateway_info: { flexible_3d: false } });
  await press(await shopper.open(paymentUrl), token);
  assert.equal((await paidWith(orderId))["card_authentication_details"], undefined);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("another shopper's, an unknown, a mangled and a removed token are refused, and the order stays as it was", async () => {
  const reference = newReference();
  const own = await leaveCard(api, { reference });
  const foreign = await leaveCard(api, { reference: newReference("other") });
  const subscription = await leaveCard(api, {
    reference,
    model: "subscription",
    card: { number: cards.mastercard },
  });
  const removed = await leaveCard(api, { reference, card: { number: cards.amex } });
  const { orderId, paymentUrl } = await orderOf(reference);
  const page = await shopper.open(paymentUrl);
  assert.ok(offeredOn(page).includes(removed));
  assertAccepted(await api("DELETE", `/recurring/${reference}/remove/${removed}`));
  for (const token of [
    foreign,
    subscription,
    removed,
    "A".repeat(22),
    "",
    "'; drop table",
    "x".repeat(9_000),
  ]) {
    const refused = await forge(page, token);
    assert.equal(refused.status, 422, token.slice(0, 30));
    assert.match(textOf(refused.html), /You cannot pay with that card any more/);
    assert.equal(await statusesOf(api, orderId), "initialized/initialized");
  }
  const attempts = await world.sql(
    "select 1 from payment_attempt join orders on orders.key = order_key where order_id = $1",
    [orderId],
  );
  assert.equal(attempts.length, 0);
  await press(page, own);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("a token is no good on the page of an order that names no shopper", async () => {
  const token = await leaveCard(api, { reference: newReference() });
  const orderId = newOrderId();
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orderId })));
  const page = await shopper.open(textAt(created["payment_url"]));
  assert.deepEqual(offeredOn(page), []);
  assert.equal((await forge(page, token)).status, 422);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});

test("an expired card is not offered, and refused where it was pressed all the same", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  assertAccepted(await api("PATCH", `/recurring/${reference}/update/${token}`, { expiry_date: "2001" }));
  const { orderId, paymentUrl } = await orderOf(reference);
  const page = await shopper.open(paymentUrl);
  assert.deepEqual(offeredOn(page), []);
  assert.equal((await forge(page, token)).status, 422);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});

test("pressing twice at the same moment sends one authorization", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const { orderId, paymentUrl } = await orderOf(reference);
  const page = await shopper.open(paymentUrl);
  const before = (await world.controls.books()).entries.length;
  await Promise.all([press(page, token), press(page, token), press(page, token)]);
  assert.equal((await world.controls.books()).entries.length - before, 1);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("a payment link that may be passed on, a check of a card and an order for a subscription offer none", async () => {
  const reference = newReference();
  await leaveCard(api, { reference });
  for (const members of [
    { type: "paymentlink" },
    { amount: 0, gateway: "VISA" },
    { recurring_model: "subscription" },
    { gateway: "AMEX" },
  ]) {
    const { paymentUrl } = await orderOf(reference, members);
    assert.deepEqual(offeredOn(await shopper.open(paymentUrl)), [], JSON.stringify(members));
  }
  const { paymentUrl } = await orderOf(reference, { recurring_model: "cardOnFile", gateway: "VISA" });
  assert.equal(offeredOn(await shopper.open(paymentUrl)).length, 1);
});

test("five cards at most are offered", async () => {
  const reference = newReference();
  const numbers = [
    cards.visa,
    cards.visaSecond,
    cards.mastercard,
    cards.maestro,
    cards.amex,
    cards.mastercardSeed,
  ];
  for (const number of numbers) await leaveCard(api, { reference, card: { number } });
  const { paymentUrl } = await orderOf(reference);
  assert.equal(offeredOn(await shopper.open(paymentUrl)).length, 5);
});

test("the form says that the card is kept, and for what", async () => {
  for (const [model, sentence] of [
    ["cardOnFile", /your card is saved for your next purchases/],
    ["subscription", /charges later amounts as you agreed/],
  ] as const) {
    const { paymentUrl } = await orderOf(newReference(), { recurring_model: model });
    assert.match(textOf((await shopper.open(paymentUrl)).html), sentence);
  }
  const { paymentUrl } = await orderOf(newReference());
  assert.doesNotMatch(textOf((await shopper.open(paymentUrl)).html), /is saved/);
});
