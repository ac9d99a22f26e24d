import assert from "node:assert/strict";
import { after, test } from "node:test";
import { statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { isObject, type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { nodeWrapper } from "../support/node-wrapper.ts";
import { directOrder, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: all that the official Node client offers, with the methods that are not cards: orders (create, get, update),
// gateways, issuers and refunds. Method: the client itself. Contract: clients.md §3, gateways.md §5 and §6.

const world = await startWorld();
after(() => world.stop());
const client = nodeWrapper(world.gatewayUrl, world.apiKey);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** What the client makes of an answer that succeeded. */
function dataOf(answer: Json): JsonObject {
  assert.equal(objectAt(answer)["success"], true, JSON.stringify(answer));
  return objectAt(answer, "data");
}

const create = async (body: OrderBody): Promise<JsonObject> => dataOf(await client.orders.create(body));

/** The order of the client's own example, and what the shopper does with it. */
async function paidByIdeal(): Promise<string> {
  const orderId = newOrderId();
  const { payment_url: url } = await create({
    type: "redirect",
    order_id: orderId,
    gateway: "iDEAL",
    currency: "EUR",
    amount: "1000",
    description: "Test Order Description",
    payment_options: {
      notification_url: `${world.simulatorUrl}/health?type=notification`,
      redirect_url: `${world.simulatorUrl}/health?type=redirect`,
      cancel_url: `${world.simulatorUrl}/health?type=cancel`,
      close_window: "",
    },
    customer: { locale: "en_US" },
    second_chance: { send_email: true },
  });
  const page = await shopper.open(textAt(url));
  const bank = await shopper.submit(page, { values: { gateway: "IDEAL" } });
  await shopper.submit(bank, { values: { scenario: "success" } });
  return orderId;
}

test("its own example, an iDEAL order, is paid and read", async () => {
  const orderId = await paidByIdeal();
  const order = dataOf(await client.orders.get(orderId));
  assert.equal(order["status"], "completed");
  assert.equal(textAt(order, "payment_details", "type"), "IDEAL");
});

test("an iDEAL order is refunded in part, and the rest afterwards", async () => {
  const orderId = await paidByIdeal();
  const refund = dataOf(
    await client.refunds.create(orderId, { currency: "EUR", amount: 400, description: "Returned" }),
  );
  assert.equal(refund["order_id"], orderId);
  assert.notEqual(numberAt(refund, "refund_id"), numberAt(refund, "transaction_id"));
  assert.equal(await statusesOf(world.api, orderId), "partial_refunded/completed");
  dataOf(await client.refunds.create(orderId, { currency: "EUR", amount: 600 }));
  assert.equal(dataOf(await client.orders.get(orderId))["amount_refunded"], 1000);
});

test("an order is updated: shipped, and a page cancelled", async () => {
  const orderId = newOrderId();
  await create(directOrderWithout3ds({ order_id: orderId }));
  dataOf(await client.orders.update(orderId, { status: "shipped", tracktrace_code: "3SEXAMPLE0001" }));
  assert.equal(await statusesOf(world.api, orderId), "shipped/completed");
  const other = newOrderId();
  await create({ ...directOrder({ order_id: other }), type: "redirect" });
  dataOf(await client.orders.update(other, { status: "cancelled", exclude_order: 1 }));
  assert.equal(await statusesOf(world.api, other), "cancelled/cancelled");
});

test("the issuers of iDEAL are listed with code and description", async () => {
  const answer = objectAt(await client.issuers.get());
  const issuers = listAt(answer, "data");
  assert.ok(issuers.length > 0);
  for (const issuer of issuers) {
    assert.notEqual(textAt(issuer, "code"), "");
    assert.notEqual(textAt(issuer, "description"), "");
  }
});

test("each gateway of the list is read by its id", async () => {
  for (const listed of listAt(objectAt(await client.gateways.get()), "data")) {
    assert.deepEqual(dataOf(await client.gateways.get(textAt(listed, "id"))), listed);
  }
});

const account = { account_holder_name: "Sam Sample", account_holder_iban: "NL87ABNA0000000001" };

for (const [gateway, members] of [
  ["BANKTRANS", { gateway_info: account }],
  ["DIRDEB", { gateway_info: account }],
  ["IDEAL", { gateway_info: { issuer_id: "3151" } }],
  ["BELFIUS", {}],
  ["PAYPAL", {}],
] as const) {
  test(`a direct ${gateway} order has a transaction and somewhere to go`, async () => {
    const body = directOrder({ gateway, gateway_info: {}, ...members });
    const created = await create(body);
    assert.equal(created["status"], "initialized");
    assert.ok(numberAt(created, "transaction_id") > 0);
    assert.notEqual(textAt(created, "payment_url"), "");
  });
}

test("a refund that is too much, or of nobody's order, fails with code and text", async () => {
  const orderId = await paidByIdeal();
  for (const [id, amount, code] of [
    [orderId, 1001, 1034],
    [newOrderId("nobody"), 1, 404],
  ] as const) {
    const answer = await client.refunds.create(id, { currency: "EUR", amount });
    assert.ok(isObject(answer));
    assert.deepEqual(Object.keys(answer).toSorted(), ["error_code", "error_info"]);
    assert.equal(answer["error_code"], code);
  }
});
