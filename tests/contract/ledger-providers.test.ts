import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { at, type JsonObject, numberAt, textAt } from "../support/json.ts";
import { directOrder, newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: money that a provider has, promises or pays stands in the ledger when it comes to the house, and not before.
// Contract: statuses.md §3.4; refunds.md §6.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const cart: OrderBody = {
  shopping_cart: {
    items: [
      { name: "Ticket", unit_price: 10, quantity: 2, merchant_item_id: "t", tax_table_selector: "none" },
    ],
  },
  checkout_options: { tax_tables: { alternate: [{ name: "none", rules: [{ rate: 0 }] }] } },
};

/** Orders, and lets the shopper pay at the provider's. */
async function payWith(gateway: string): Promise<string> {
  const members = { gateway, order_id: newOrderId(), amount: 2_000, gateway_info: {}, ...cart };
  const created = assertAccepted(await api("POST", "/orders", directOrder(members)));
  await shopper.post(textAt(created["payment_url"]), { scenario: "success" });
  return textAt(created["order_id"]);
}

async function transfersOf(orderId: string): Promise<readonly string[]> {
  const rows = await world.sql(
    `select flow || ' ' || debit || '>' || credit || ' ' || ledger_transfer.amount as line
     from ledger_transfer join orders on orders.key = order_key where order_id = $1 order by id`,
    [orderId],
  );
  return rows.map((row) => String(row["line"]));
}

const feeLine = async (orderId: string): Promise<JsonObject> => {
  const found = at(assertAccepted(await readOrder(api, orderId)), "costs", 0);
  return { amount: numberAt(found, "amount"), description: textAt(found, "description") };
};

test("a bank payment is booked and charged when it is paid", async () => {
  const orderId = await payWith("IDEAL");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual(await transfersOf(orderId), ["capture receivable>merchant 2000", "fee merchant>fees 44"]);
  assert.deepEqual(await feeLine(orderId), { amount: 0.44, description: "0.44 For iDEAL Transactions" });
});

test("a bank payment in doubt is not booked before it is paid", async () => {
  const orderId = await payWith("DIRECTBANK");
  assert.equal(await statusesOf(api, orderId), "uncleared/uncleared");
  assert.deepEqual(await transfersOf(orderId), []);
  await clock.advance(130);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual(await transfersOf(orderId), ["capture receivable>merchant 2000", "fee merchant>fees 43"]);
});

test("what pay-later only promises is booked when it is paid, after the shipment", async () => {
  const orderId = await payWith("KLARNA");
  assert.equal(await statusesOf(api, orderId), "completed/uncleared");
  assert.deepEqual(await transfersOf(orderId), []);
  assert.deepEqual(await feeLine(orderId), { amount: 0, description: "" });
  assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "shipped" }));
  await clock.advance(25 * 3_600);
  assert.equal(await statusesOf(api, orderId), "shipped/completed");
  assert.deepEqual(await transfersOf(orderId), ["capture receivable>merchant 2000", "fee merchant>fees 100"]);
});

test("money that stays with a wallet never stands in the books", async () => {
  const orderId = await payWith("PAYPAL");
  assert.equal(await statusesOf(api, orderId), "completed/initialized");
  assert.deepEqual(await transfersOf(orderId), []);
});

test("the books of providers are right", async () => {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
});
