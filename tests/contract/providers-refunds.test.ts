import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { type Json, listAt, objectAt, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a refund begins with the status of its method and ends completed. Contract: statuses.md §4.

const world = await startWorld();
after(() => world.stop());
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const cart: OrderBody = {
  amount: 12_100,
  shopping_cart: {
    items: [
      { name: "Chair", unit_price: 100, quantity: 1, merchant_item_id: "CH-1", tax_table_selector: "" },
    ],
  },
  checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
  customer: { locale: "nl_NL", country: "NL", email: "shopper@example.com", phone: "0200000000" },
  gateway_info: { birthday: "1990-12-31", gender: "female" },
};

async function paid(gateway: string, members: OrderBody = {}): Promise<string> {
  const orderId = newOrderId();
  const body = redirectOrder({ order_id: orderId, gateway, ...members });
  const created = assertAccepted(await api("POST", "/orders", body));
  const page = await shopper.open(textAt(created["payment_url"]));
  const filledIn = page.html.includes('name="birthday"') ? { birthday: "1990-12-31" } : {};
  const bank = await shopper.submit(page, { values: { gateway, ...filledIn } });
  await shopper.submit(bank, { values: { scenario: "success" } });
  return orderId;
}

const refundOf = async (orderId: string): Promise<Json> =>
  listAt(assertAccepted(await readOrder(api, orderId))["related_transactions"])[0] ?? null;

const linesOf = async (orderId: string, filter: string): Promise<readonly Json[]> =>
  listAt((await api("GET", `/transactions?type=refund&limit=500&${filter}`)).body, "data").filter(
    (line) => objectAt(line)["order_id"] === orderId,
  );

for (const [gateway, status, financialStatus, members] of [
  ["IDEAL", "initialized", "initialized", {}],
  ["CBC", "initialized", "initialized", {}],
  ["KBC", "initialized", "initialized", {}],
  ["TRUSTLY", "reserved", "reserved", {}],
  ["PAYPAL", "reserved", "initialized", {}],
  ["KLARNA", "initialized", "completed", cart],
  ["AFTERPAY", "initialized", "completed", cart],
] as const) {
  test(`a refund of ${gateway} is ${status}/${financialStatus} first, then completed`, async () => {
    const orderId = await paid(gateway, members);
    const refund = { currency: "EUR", amount: 100 };
    assertAccepted(await api("POST", `/orders/${orderId}/refunds`, refund));
    assert.equal(objectAt(await refundOf(orderId))["status"], status);
    const [line] = await linesOf(orderId, `status=${status}&financial_status=${financialStatus}`);
    assert.equal(objectAt(line)["status"], status);
    assert.equal(objectAt(line)["financial_status"], financialStatus);
    await world.clock.advance(86_400);
    assert.equal(objectAt(await refundOf(orderId))["status"], "completed");
    assert.equal((await linesOf(orderId, "status=completed&financial_status=completed")).length, 1);
    assert.match(await statusesOf(api, orderId), /^partial_refunded\//);
  });
}

test("a refund of a card is reserved first, as before", async () => {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 100 }));
  assert.equal(objectAt(await refundOf(orderId))["status"], "reserved");
});
