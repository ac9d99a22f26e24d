import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: Klarna's promise waits 28 days for the shipment, longer where the shop extends it. Contract: statuses.md §5,
// orders.md §4 (extend).

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

/** The clock moves thirty days at most at once. */
async function advanceDays(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 30) await world.clock.advance(Math.min(left, 30) * 86_400);
}

async function promised(): Promise<string> {
  const orderId = newOrderId();
  const body = redirectOrder({
    order_id: orderId,
    gateway: "KLARNA",
    amount: 12_100,
    shopping_cart: {
      items: [
        { name: "Chair", unit_price: 100, quantity: 1, merchant_item_id: "CH-1", tax_table_selector: "" },
      ],
    },
    checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
    customer: { locale: "nl_NL", country: "NL", email: "shopper@example.com" },
    payment_options: { notification_url: `${shop.url}/n/${orderId}` },
  });
  const created = assertAccepted(await api("POST", "/orders", body));
  const page = await shopper.open(textAt(created["payment_url"]));
  const bank = await shopper.submit(page, { values: { gateway: "KLARNA" } });
  await shopper.submit(bank, { values: { scenario: "success" } });
  assert.equal(await statusesOf(api, orderId), "completed/uncleared");
  return orderId;
}

const extend = (orderId: string) =>
  api("PATCH", `/orders/${orderId}`, { extend_expiration: true, reason: "Not in stock" });

test("what is not shipped within 28 days is void, and the shop is told", async () => {
  const orderId = await promised();
  await advanceDays(27);
  assert.equal(await statusesOf(api, orderId), "completed/uncleared");
  await advanceDays(2);
  assert.equal(await statusesOf(api, orderId), "void/void");
  await shop.receives(`/n/${orderId}`, 2);
});

test("what is shipped in time is paid", async () => {
  const orderId = await promised();
  await advanceDays(27);
  assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "shipped" }));
  await advanceDays(3);
  assert.equal(await statusesOf(api, orderId), "shipped/completed");
});

test("an extension adds six weeks", async () => {
  const orderId = await promised();
  assertAccepted(await extend(orderId));
  await advanceDays(69);
  assert.equal(await statusesOf(api, orderId), "completed/uncleared");
  await advanceDays(2);
  assert.equal(await statusesOf(api, orderId), "void/void");
});

test("extensions end at 180 days, and one more is refused and changes nothing", async () => {
  const orderId = await promised();
  for (let count = 0; count < 4; count += 1) assertAccepted(await extend(orderId));
  assertRefused(await extend(orderId), { code: 1000 });
  await advanceDays(179);
  assert.equal(await statusesOf(api, orderId), "completed/uncleared");
  await advanceDays(2);
  assert.equal(await statusesOf(api, orderId), "void/void");
  assertRefused(await extend(orderId), { code: 1000 });
});

test("what has no such end is not extended", async () => {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orderId })));
  assertRefused(await extend(orderId), { code: 1000 });
  const shipped = await promised();
  assertAccepted(await api("PATCH", `/orders/${shipped}`, { status: "shipped" }));
  assertRefused(await extend(shipped), { code: 1000 });
});
