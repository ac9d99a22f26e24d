import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { at, numberAt } from "../support/json.ts";
import { keyedCalls, rowsOf } from "../support/keyed-calls.ts";
import { assertReplayed, type Call, newKey, sendKeyed } from "../support/keyed.ts";
import { cards, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
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
