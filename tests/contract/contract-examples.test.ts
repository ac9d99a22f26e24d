import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { type JsonObject, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: the contract's own examples of requests are accepted, word for word but for ids that must be new. Those of the
// seeds are held in seeds.test.ts. Contract: cards-3ds.md §10; orders.md §4; refunds.md §1 and §3.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const create = async (body: OrderBody): Promise<JsonObject> =>
  assertAccepted(await api("POST", "/orders", body));

const card = {
  card_number: "4111111111111111",
  card_holder_name: "Sam Sample",
  card_expiry_date: "3012",
  card_cvc: "123",
};

const firstInstalment = (orderId: string): OrderBody => ({
  type: "direct",
  gateway: "CREDITCARD",
  order_id: orderId,
  currency: "EUR",
  amount: 1000,
  description: "First instalment",
  recurring_model: "subscription",
  customer: { locale: "nl_NL", ip_address: "192.0.2.10", reference: "customer-0001" },
  gateway_info: { ...card, flexible_3d: false },
});

test("the two instalments of a subscription", async () => {
  const first = await create(firstInstalment(newOrderId("sub")));
  assert.equal(first["status"], "completed");
  const second = await create({
    type: "direct",
    order_id: newOrderId("sub"),
    currency: "EUR",
    amount: 1000,
    description: "Second instalment",
    recurring_id: textAt(first, "payment_details", "recurring_id"),
    recurring_model: "subscription",
    customer: { reference: "customer-0001" },
  });
  assert.equal(second["status"], "completed");
});

test("the shipment with tracking and invoice, and the plain refund after it", async () => {
  const orderId = newOrderId("my-order");
  await create(firstInstalment(orderId));
  assertAccepted(
    await api("PATCH", `/orders/${orderId}`, {
      status: "shipped",
      tracktrace_code: "3SEXAMPLE0001",
      tracktrace_url: "https://carrier.example.com/track/3SEXAMPLE0001",
      carrier: "Example Carrier",
      ship_date: "2026-02-01",
      reason: "Sent from warehouse",
      invoice_id: "INV-2026-001",
      invoice_url: "https://shop.example.com/invoices/INV-2026-001",
      po_number: "PO-1",
    }),
  );
  assert.equal(await statusesOf(api, orderId), "shipped/completed");
  const refund = assertAccepted(
    await api("POST", `/orders/${orderId}/refunds`, {
      currency: "EUR",
      amount: 250,
      description: "Returned one item",
      refund_order_id: "my-order-id-1-r1",
    }),
  );
  assert.deepEqual(Object.keys(refund).toSorted(), ["order_id", "refund_id", "transaction_id"]);
  const read = assertAccepted(await readOrder(api, orderId));
  assert.equal(`${textAt(read["status"])} ${numberAt(read["amount_refunded"])}`, "partial_refunded 250");
  assert.equal(textAt(listAt(read, "related_transactions")[0], "refund_order_id"), "my-order-id-1-r1");
});

const chair = {
  name: "Chair",
  description: "",
  unit_price: 100,
  quantity: 1,
  merchant_item_id: "CH-1",
  tax_table_selector: "none",
  weight: { unit: "KG", value: 12 },
};

/** The tables of the contract (orders.md §2). */
const taxTables = {
  default: { shipping_taxed: true, rate: 0.21 },
  alternate: [
    { name: "none", standalone: false, rules: [{ rate: 0 }] },
    { name: "BTW9", standalone: true, rules: [{ rate: 0.09, country: "NL" }] },
  ],
};

test("the cart that gives a chair back, without amount or currency", async () => {
  const orderId = newOrderId("chair");
  const order = await create({
    type: "redirect",
    gateway: "KLARNA",
    order_id: orderId,
    currency: "EUR",
    amount: 10_000,
    description: "Test order description",
    customer: { locale: "nl_NL", country: "NL", email: "shopper@example.com" },
    shopping_cart: { items: [chair] },
    checkout_options: { validate_cart: false, tax_tables: taxTables },
  });
  const page = await shopper.open(textAt(order["payment_url"]));
  const provider = await shopper.submit(page, { values: { gateway: "KLARNA" } });
  await shopper.submit(provider, { values: { scenario: "success" } });
  assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "shipped" }));
  assertAccepted(
    await api("POST", `/orders/${orderId}/refunds`, {
      checkout_data: { items: [chair, { ...chair, unit_price: -100 }] },
    }),
  );
  const read = assertAccepted(await readOrder(api, orderId));
  assert.equal(`${textAt(read["status"])} ${numberAt(read["amount_refunded"])}`, "refunded 10000");
  assert.equal(listAt(objectAt(read, "shopping_cart"), "items").length, 2);
});
