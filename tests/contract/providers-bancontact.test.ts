import assert from "node:assert/strict";
import { test } from "node:test";
import { readOrder } from "../support/api.ts";
import { isChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { fieldNamed, type Page } from "../support/forms.ts";
import { listAt, objectAt, textAt } from "../support/json.ts";
import { findForms, linksOf } from "../support/markup.ts";
import { cards, directOrder, redirectOrder } from "../support/orders.ts";
import { type Ordered, startShopping } from "./shopping.ts";

// Goal: Bancontact by card (3-D Secure, no security code) and by its app over the bank link.
// Contract: cards-3ds.md §13, gateways.md §5, statuses.md §3.4 and §5, orders.md §6, refunds.md §2.

const { world, shop, shopper, order, authenticate } = await startShopping({ gateway: "MISTERCASH" });
const { api } = world;

const submitCard = (form: Page, number: string): Promise<Page> =>
  shopper.submit(form, {
    values: {
      [fieldNamed(form.html, "cc-number")]: number,
      [fieldNamed(form.html, "cc-exp")]: "12/30",
      [fieldNamed(form.html, "cc-name")]: "Sam Sample",
    },
  });

const payByCard = async (form: Page, number: string): Promise<Page> =>
  await authenticate(await submitCard(form, number));

const details = async (orderId: string) =>
  objectAt(assertAccepted(await readOrder(api, orderId))["payment_details"]);

for (const { number, status, reasonCode } of [
  { number: cards.bancontact, status: "completed", reasonCode: "" },
  { number: cards.bancontactAuthenticationFails, status: "declined", reasonCode: "3001" },
  { number: cards.bancontactInsufficientFunds, status: "declined", reasonCode: "4002" },
  { number: cards.bancontactNotEnrolled, status: "declined", reasonCode: "4004" },
]) {
  test(`the Bancontact card that ends in ${number.slice(-4)} is ${status} without a security code`, async () => {
    const { orderId, paymentUrl } = await order();
    const end = await payByCard(await shopper.open(paymentUrl), number);
    assert.equal(end.leftFor, `${shop.url}/${status === "completed" ? "ok" : "no"}?transactionid=${orderId}`);
    assert.equal(await statusesOf(api, orderId), `${status}/${status}`);
    assert.equal((await details(orderId))["type"], "MISTERCASH");
    assert.equal(assertAccepted(await readOrder(api, orderId))["reason_code"], reasonCode);
  });
}

test("the page for Bancontact asks for no security code and takes no other card", async () => {
  const { orderId, paymentUrl } = await order();
  const form = await shopper.open(paymentUrl);
  const fields = findForms(form.html).flatMap((one) => one.fields);
  assert.ok(!fields.some(({ autocomplete }) => autocomplete === "cc-csc"));
  const refused = await submitCard(form, cards.visa);
  assert.equal(refused.status, 422);
  assert.ok(!refused.html.includes(cards.visa));
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});

test("3-D Secure is asked for though the shop wants none", async () => {
  const { paymentUrl } = await order({ gateway_info: { flexible_3d: false } });
  const page = await reachChallenge(
    shopper,
    await submitCard(await shopper.open(paymentUrl), cards.bancontact),
  );
  assert.ok(isChallenge(page));
});

test("a page without a gateway leads Belgians to the card form of Bancontact, and others not", async () => {
  const belgian = await order({ gateway: "", customer: { country: "BE" } });
  const page = await shopper.open(belgian.paymentUrl);
  const link = linksOf(page.html).find((one) => one.includes("gateway=MISTERCASH"));
  assert.ok(link !== undefined, "no way to Bancontact");
  const form = await shopper.open(new URL(link, page.url).href);
  const refused = await submitCard(form, cards.visa);
  assert.equal(refused.status, 422);
  await payByCard(refused, cards.bancontact);
  assert.equal(await statusesOf(api, belgian.orderId), "completed/completed");
  assert.equal((await details(belgian.orderId))["type"], "MISTERCASH");
  const dutch = await shopper.open((await order({ gateway: "", customer: { country: "NL" } })).paymentUrl);
  assert.ok(!dutch.html.includes("MISTERCASH"));
});

test("the page for any card takes a card of both brands as Maestro and does not show Bancontact", async () => {
  const { orderId, paymentUrl } = await order({ gateway: "CREDITCARD" });
  const form = await shopper.open(paymentUrl);
  assert.ok(!form.html.includes("Bancontact"));
  await payByCard(form, cards.bancontact);
  assert.equal((await details(orderId))["type"], "MAESTRO");
});

test("direct is refused with 1023, another currency with 1002", async () => {
  assertRefused(await api("POST", "/orders", directOrder({ gateway: "MISTERCASH" })), { code: 1023 });
  assertRefused(await api("POST", "/orders", redirectOrder({ gateway: "MISTERCASH", currency: "USD" })), {
    code: 1002,
  });
});

test("a card payment that nobody finishes expires after an hour", async () => {
  const { orderId, paymentUrl } = await order();
  await reachChallenge(shopper, await submitCard(await shopper.open(paymentUrl), cards.bancontact));
  await world.clock.advance(3_540);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
  await world.clock.advance(120);
  assert.equal(await statusesOf(api, orderId), "expired/expired");
});

test("a payment is refunded within 180 days and no later", async () => {
  const { orderId, paymentUrl } = await order();
  await payByCard(await shopper.open(paymentUrl), cards.bancontact);
  const refund = (amount: number) =>
    api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount, description: "" });
  assertAccepted(await refund(400));
  // The clock moves thirty days at most at once.
  for (let month = 0; month < 6; month += 1) await world.clock.advance(30 * 86_400);
  await world.clock.advance(60);
  assertRefused(await refund(100), { code: 1034 });
  const related = listAt(assertAccepted(await readOrder(api, orderId))["related_transactions"]);
  assert.equal(objectAt(related[0])["status"], "completed");
});

for (const [name, members, press] of [
  ["the button on the page", {}, { button: "MISTERCASH" }],
  ["qr_enabled", { gateway_info: { qr_enabled: 1 } }, { values: { gateway: "MISTERCASH" } }],
] as const) {
  test(`${name} leads to the app over the bank link`, async () => {
    const { orderId, paymentUrl } = await order(members);
    const atBank = await shopper.submit(await shopper.open(paymentUrl), press);
    const end = await shopper.submit(atBank, { values: { scenario: "success" } });
    assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${orderId}`);
    assert.equal(await statusesOf(api, orderId), "completed/completed");
    assert.equal((await details(orderId))["type"], "MISTERCASH");
    await shop.receives(`/n/${orderId}`, 1);
  });
}

async function atApp(): Promise<Ordered & { readonly bank: Page }> {
  const ordered = await order({ gateway_info: { qr_enabled: true } });
  const page = await shopper.open(ordered.paymentUrl);
  return { ...ordered, bank: await shopper.submit(page, { values: { gateway: "MISTERCASH" } }) };
}

test("a payment by app that the shop cancels is cancelled, and nobody can pay it any more", async () => {
  const { orderId, bank } = await atApp();
  const answer = assertAccepted(await api("POST", `/orders/${orderId}/cancel`));
  assert.equal(answer["status"], "cancelled");
  assert.equal(answer["financial_status"], null);
  assert.equal(await statusesOf(api, orderId), "cancelled/cancelled");
  await shopper.submit(bank, { values: { scenario: "success" } });
  assert.equal(await statusesOf(api, orderId), "cancelled/cancelled");
  const again = await api("POST", `/orders/${orderId}/cancel`);
  assert.equal(again.status, 403);
});

for (const [scenario, status] of [
  ["failure", "declined"],
  ["cancelled", "cancelled"],
  ["expired", "expired"],
] as const) {
  test(`the app with the scenario ${scenario} ends ${status}`, async () => {
    const { orderId, bank } = await atApp();
    await shopper.submit(bank, { values: { scenario } });
    assert.equal(await statusesOf(api, orderId), `${status}/${status}`);
  });
}

test("Bancontact is listed for Belgium beside the cards, also where these are one entry", async () => {
  const listed = async (query: string): Promise<readonly string[]> =>
    listAt((await api("GET", query)).body, "data").map((one) => textAt(objectAt(one)["id"]));
  assert.ok((await listed("/gateways?country=BE")).includes("MISTERCASH"));
  assert.ok(!(await listed("/gateways?country=NL")).includes("MISTERCASH"));
  assert.ok((await listed("/payment-methods?group_cards=1")).includes("MISTERCASH"));
});
