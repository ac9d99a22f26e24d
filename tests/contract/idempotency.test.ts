import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertNotStored, assertRefused } from "../support/expectations.ts";
import { at, numberAt, textAt } from "../support/json.ts";
import { keyedCalls, rowsOf } from "../support/keyed-calls.ts";
import { assertReplayed, type Call, newKey, sendKeyed } from "../support/keyed.ts";
import {
  cards,
  checkoutOrder,
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a request that is sent again under its Idempotency-Key is answered as the first time and does nothing more,
// whatever it asks for. Method: each kind of request twice, with all rows of the house counted in between.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const siteId = numberAt(assertAccepted(await api("GET", "/me")), "site_id");

const refundOf = (orderId: string): Call => ({
  method: "POST",
  path: `/orders/${orderId}/refunds`,
  body: { currency: "EUR", amount: 100 },
});

async function pay(orderId: string): Promise<void> {
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
}

for (const [kind, prepare] of Object.entries(keyedCalls(world, shop))) {
  test(`${kind} is answered again byte for byte, and nothing more is done`, async () => {
    const wanted = await prepare();
    const key = newKey();
    const first = await sendKeyed(world, key, wanted);
    assert.equal(first.status, 200, first.text);
    assert.equal(first.headers.get("idempotency-replayed"), null);
    const before = await rowsOf(world);
    assertReplayed(await sendKeyed(world, key, wanted), first);
    assertReplayed(await sendKeyed(world, `"${key}"`, wanted), first);
    assert.deepEqual(await rowsOf(world), before);
  });
}

test("under another key the same request is carried out again", async () => {
  const orderId = newOrderId();
  await pay(orderId);
  const refund = refundOf(orderId);
  const one = assertAccepted(await sendKeyed(world, newKey(), refund));
  // Within five minutes it would be taken for a mistake.
  await world.clock.advance(301);
  const two = assertAccepted(await sendKeyed(world, newKey(), refund));
  assert.notEqual(numberAt(one, "refund_id"), numberAt(two, "refund_id"));
});

test("a refusal is an answer too: what mends it is another request with another key", async () => {
  const orderId = newOrderId("later");
  const refund = refundOf(orderId);
  const key = newKey();
  const first = await sendKeyed(world, key, refund);
  assertRefused(first, { code: 404 });
  await pay(orderId);
  assertReplayed(await sendKeyed(world, key, refund), first);
  assertAccepted(await sendKeyed(world, newKey(), refund));
});

const linkOf = (orderId: string, members: OrderBody = {}): Call => ({
  method: "POST",
  path: "/orders",
  body: redirectOrder({ order_id: orderId, ...members }),
});

test("a refused payment link stays refused under its key when its order id has become free", async () => {
  const orderId = newOrderId("taken");
  assertAccepted(await api("POST", "/orders", directOrder({ order_id: orderId })));
  const key = newKey();
  const refused = await sendKeyed(world, key, linkOf(orderId));
  assertRefused(refused, { code: 1006 });
  assertAccepted(await api("POST", `/orders/${orderId}/cancel`));
  assertReplayed(await sendKeyed(world, key, linkOf(orderId)), refused);
  assertAccepted(await sendKeyed(world, newKey(), linkOf(orderId)));
});

test("a payment link is not made again under its key when its order has another id by now", async () => {
  const wanted = { method: "POST", path: "/orders", body: checkoutOrder() };
  const orderId = String(wanted.body["order_id"]);
  const key = newKey();
  const first = await sendKeyed(world, key, wanted);
  assertAccepted(first);
  assertAccepted(await api("PATCH", `/orders/${orderId}`, { new_order_id: newOrderId("renamed") }));
  assertReplayed(await sendKeyed(world, key, wanted), first);
  await assertNotStored(api, orderId);
});

test("a payment link under the key of another request is refused and not made", async () => {
  const key = newKey();
  assertRefused(await sendKeyed(world, key, refundOf(newOrderId("nowhere"))), { code: 404 });
  const orderId = newOrderId("link");
  assertRefused(await sendKeyed(world, key, linkOf(orderId)), { code: 422, status: 422 });
  await assertNotStored(api, orderId);
});

test("a payment link that was posted anew is answered under each key as it was then", async () => {
  const orderId = newOrderId("anew");
  const [one, two] = [newKey(), newKey()];
  const first = await sendKeyed(world, one, linkOf(orderId));
  const other = linkOf(orderId, { amount: 777 });
  const second = await sendKeyed(world, two, other);
  assert.notEqual(
    textAt(assertAccepted(first), "payment_url"),
    textAt(assertAccepted(second), "payment_url"),
  );
  assertReplayed(await sendKeyed(world, one, linkOf(orderId)), first);
  assertReplayed(await sendKeyed(world, two, other), second);
  const order = assertAccepted(await api("GET", `/orders/${orderId}`));
  assert.equal(numberAt(order, "amount"), 777);
});

test("of different payment links at once under one key one is made, and no other ever", async () => {
  const key = newKey();
  const ids = Array.from({ length: 10 }, () => newOrderId("race"));
  const answers = await Promise.all(ids.map((orderId) => sendKeyed(world, key, linkOf(orderId))));
  const made = ids.filter((_, index) => answers[index]?.status === 200);
  assert.equal(made.length, 1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    assertRefused(answer, { code: 422, status: 422 });
  }
  const stored = await world.sql("select order_id from orders where order_id = any($1)", [ids]);
  assert.deepEqual(stored, [{ order_id: made[0] }]);
});

test("the answer of a site's change holds its key, and no plain column of the answers does", async () => {
  const kept = await world.sql(
    "select encode(answer, 'escape') as answer, name, request from idempotency_key",
  );
  assert.ok(kept.length > 20);
  for (const secret of [world.apiKey, cards.visa, "order_id", "payment_url"]) {
    assert.ok(!JSON.stringify(kept).includes(secret), secret);
  }
  const change = { method: "PATCH", path: `/sites/${siteId}`, body: { name: "Lamps & more" } };
  const told = await sendKeyed(world, newKey(), change);
  assert.equal(at(told.body, "data", "api_key"), world.apiKey);
});
