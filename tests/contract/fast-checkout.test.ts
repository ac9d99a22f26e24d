import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { submitDetails } from "../support/checkout-form.ts";
import { assertAccepted, assertNotStored, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { at, type Json, listAt, textAt } from "../support/json.ts";
import { checkoutOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: FastCheckout orders are taken with their cart, shown and paid on the page, and renamed by the shop. Contract:
// orders.md §1.1, §1.2, §1.8, §2.1, §4.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

async function make(members: OrderBody = {}): Promise<{ orderId: string; url: string }> {
  const answer = assertAccepted(await api("POST", "/orders", checkoutOrder(members)));
  assert.deepEqual(Object.keys(answer).toSorted(), ["order_id", "payment_url", "session_id"]);
  return { orderId: textAt(answer["order_id"]), url: textAt(answer["payment_url"]) };
}

async function pay(url: string): Promise<void> {
  const payment = await submitDetails(shopper, await shopper.open(url));
  const challenge = await reachChallenge(shopper, await submitCard(shopper, payment));
  await answerChallenge(shopper, challenge, "Y");
}

test("an order of type checkout is a FastCheckout order that keeps its shipping methods", async () => {
  const { orderId } = await make();
  const order = assertAccepted(await readOrder(api, orderId));
  assert.equal(order["fastcheckout"], "YES");
  assert.equal(order["status"], "initialized");
  assert.deepEqual(order["checkout_options"], {
    alternate: [],
    default: { rate: 0.21, shipping_taxed: true },
    no_shipping_method: false,
    shipping_methods: at(checkoutOrder()["checkout_options"] as Json, "shipping_methods"),
    use_shipping_notification: true,
  });
  assert.equal(order["order_total"], "12.10");
});

test("orders of other types are no FastCheckout orders", async () => {
  const { orderId } = await make({ type: "redirect" });
  assert.equal(assertAccepted(await readOrder(api, orderId))["fastcheckout"], "NO");
});

for (const [name, members] of [
  ["without a cart", { shopping_cart: undefined }],
  ["with an empty cart", { shopping_cart: { items: [] } }],
  ["without checkout_options", { checkout_options: undefined }],
  ["with empty checkout_options", { checkout_options: [] }],
] as const) {
  test(`${name} it is refused and not stored`, async () => {
    const body = checkoutOrder(members);
    assertRefused(await api("POST", "/orders", body), { code: 1016 });
    await assertNotStored(api, textAt(body["order_id"] as string));
  });
}

test("a wrong cart has its own code first", async () => {
  const items = [{ name: "Lamp", unit_price: "five", quantity: 1 }];
  assertRefused(await api("POST", "/orders", checkoutOrder({ shopping_cart: { items } })), { code: 1031 });
});

test("what FastCheckout does not know is ignored: a gateway, a capture, a missing description, a split", async () => {
  const { orderId, url } = await make({
    gateway: "VISA",
    capture: "manual",
    description: undefined,
    affiliate: { split_payments: [{ merchant: 1, fixed: 5000 }] },
  });
  await pay(url);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const order = assertAccepted(await readOrder(api, orderId));
  assert.equal(order["description"], "");
});

test("the page shows the cart, and the payment is a line of type fastcheckout", async () => {
  const { orderId, url } = await make();
  const page = await shopper.open(url);
  assert.match(page.html, /<bdi>Lamp &#38; shade<\/bdi>/);
  await pay(url);
  const filtered = await api("GET", "/transactions?type=fastcheckout&limit=1");
  assert.equal(textAt(filtered.body, "data", 0, "order_id"), orderId);
  assert.equal(textAt(filtered.body, "data", 0, "type"), "fastcheckout");
  assert.deepEqual(listAt((await api("GET", "/transactions?type=payment")).body, "data"), []);
});

const rename = (orderId: string, body: object) =>
  api("PATCH", `/orders/${encodeURIComponent(orderId)}`, body);

test("a paid order gets the shop's own id; the old one is free again", async () => {
  const path = `/n/${newOrderId()}`;
  const { orderId, url } = await make({
    payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
  });
  await pay(url);
  await shop.receives(path, 1);
  const before = assertAccepted(await readOrder(api, orderId));
  const newId = `${newOrderId("real")}/1`;
  assert.deepEqual(assertAccepted(await rename(orderId, { new_order_id: newId })), {});
  const after = assertAccepted(await readOrder(api, newId));
  assert.deepEqual({ ...after, modified: "" }, { ...before, modified: "", order_id: newId });
  assertRefused(await readOrder(api, orderId), { code: 1006 });
  assertAccepted(await api("POST", `/orders/${encodeURIComponent(newId)}/refunds`, { currency: "EUR" }));
  const calls = await shop.receives(path, 2);
  assert.equal(calls[1]?.query.get("transactionid"), newId);
  await make({ order_id: orderId });
});

test("an open order is renamed, its page goes on, and the same name once more changes nothing", async () => {
  const { orderId, url } = await make();
  const newId = newOrderId("early");
  assertAccepted(await rename(orderId, { new_order_id: newId }));
  assertAccepted(await rename(newId, { new_order_id: newId }));
  await pay(url);
  assert.equal(await statusesOf(api, newId), "completed/completed");
});

test("an id that the site has used is refused, also to two renames at once", async () => {
  const taken = (await make()).orderId;
  const one = await make();
  assertRefused(await rename(one.orderId, { new_order_id: taken }), { code: 1006 });
  assert.equal(await statusesOf(api, one.orderId), "initialized/initialized");
  const two = await make();
  const wanted = newOrderId();
  const answers = await Promise.all(
    [one, two].map(({ orderId }) => rename(orderId, { new_order_id: wanted })),
  );
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ["200", "404"]);
});

for (const newId of ["x".repeat(51), "a\u0000b", {}, true]) {
  test(`${JSON.stringify(newId).slice(0, 20)} is no new order id`, async () => {
    const { orderId } = await make();
    assertRefused(await rename(orderId, { new_order_id: newId }), { code: 1006 });
  });
}

test("an order of another type keeps its id, and an unknown one has none", async () => {
  const body = redirectOrder();
  assertAccepted(await api("POST", "/orders", body));
  const orderId = String(body["order_id"]);
  assertRefused(await rename(orderId, { new_order_id: newOrderId() }), { code: 1000 });
  assertRefused(await rename(newOrderId(), { new_order_id: newOrderId() }), { code: 1006 });
});
