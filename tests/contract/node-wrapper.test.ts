import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isObject, type Json, objectAt, textAt } from "../support/json.ts";
import { type NodeWrapper, nodeWrapper } from "../support/node-wrapper.ts";
import { directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: the official Node client creates, reads and fails as its users expect. Method: the client itself.
// Contract: clients.md §3.

const world = await startWorld();
after(() => world.stop());

const clientWith = (apiKey: string): NodeWrapper => nodeWrapper(world.gatewayUrl, apiKey);
const client = clientWith(world.apiKey);

test("creates a redirect order", async () => {
  const orderId = newOrderId();
  const answer = objectAt(await client.orders.create(redirectOrder({ order_id: orderId })));
  assert.equal(answer["success"], true);
  assert.equal(objectAt(answer["data"])["order_id"], orderId);
  assert.match(textAt(answer, "data", "payment_url"), /\/connect\//);
});

test("creates an order with a random number for its id, as its own example does", async () => {
  const answer = objectAt(await client.orders.create(redirectOrder({ order_id: 0.123_456_789 })));
  assert.equal(objectAt(answer["data"])["order_id"], "0.123456789");
});

test("creates and reads a direct order", async () => {
  const orderId = newOrderId();
  const created = objectAt(
    await client.orders.create(directOrder({ order_id: orderId }, {}, { flexible_3d: false })),
  );
  assert.equal(objectAt(created["data"])["status"], "completed");
  const read = objectAt(await client.orders.get(orderId));
  assert.equal(read["success"], true);
  assert.equal(objectAt(read["data"])["status"], "completed");
});

test("lists gateways and reads one", async () => {
  const all = objectAt(await client.gateways.get());
  assert.ok(Array.isArray(all["data"]) && all["data"].length > 0);
  const visa = objectAt(await client.gateways.get("VISA"));
  assert.deepEqual(visa["data"], { id: "VISA", description: "Visa" });
});

async function fails(call: Promise<Json>, code: number): Promise<void> {
  const answer = await call;
  assert.ok(isObject(answer));
  assert.deepEqual(Object.keys(answer).toSorted(), ["error_code", "error_info"]);
  assert.equal(answer["error_code"], code);
  assert.equal(typeof answer["error_info"], "string");
}

test("fails with code and text for an order that does not exist", async () => {
  await fails(client.orders.get(newOrderId("nobody")), 1006);
});

test("fails with code and text for a request that is refused", async () => {
  await fails(client.orders.create(redirectOrder({ amount: "much" })), 1001);
  await fails(client.orders.create(redirectOrder({ currency: "FOOBAR" })), 1002);
});

test("fails with code and text for an order id that is used", async () => {
  const body = directOrder({}, {}, { flexible_3d: false });
  await client.orders.create(body);
  await fails(client.orders.create(body), 1006);
});

test("fails with code and text for a wrong key", async () => {
  await fails(clientWith("wrong-key-wrong-key").orders.create(redirectOrder()), 1032);
});

test("fails with code and text for a gateway that does not exist", async () => {
  await fails(client.gateways.get("NOSUCHGATEWAY"), 1023);
});
