import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: what is paid has a receipt, on both published paths. Contract: orders.md §8.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

async function pay(members: Record<string, unknown> = {}): Promise<{ orderId: string; id: number }> {
  const body = directOrderWithout3ds(members);
  const order = assertAccepted(await api("POST", "/orders", body));
  return { orderId: textAt(order["order_id"]), id: numberAt(order["transaction_id"]) };
}

test("a receipt has the merchant, the order and what is known of the card payment", async () => {
  const { orderId, id } = await pay();
  const receipt = assertAccepted(await api("GET", `/receipt/${orderId}`));
  assert.deepEqual(objectAt(receipt, "merchant"), { address: "Amsterdam, NL", name: "Demo shop" });
  const { completed, ...order } = objectAt(receipt, "order");
  assert.match(textAt(completed), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  assert.deepEqual(order, {
    amount: 1000,
    amountrefunded: 0,
    currency: "EUR",
    items: null,
    tip: null,
    transaction_id: String(id),
  });
  const { authorization_code: code, ...payment } = objectAt(receipt, "payment");
  assert.match(textAt(code), /^[A-Z0-9]{6}$/i);
  assert.deepEqual(payment, {
    application_id: null,
    card_acceptor_location: "Amsterdam, NL",
    card_entry_mode: "UNKNOWN",
    card_expiry_date: "3012",
    cardholder_verification_method: null,
    issuer_bin: "411111",
    issuer_country_code: null,
    last4: "1111",
    payment_method: "VISA",
    response_code: "00",
    terminal_id: "SLUIS001",
  });
  assert.equal(receipt["related_transactions"], null);
  assert.match(textAt(receipt["printed_on"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
});

test("the receipt is the same at /pos/receipt, by transaction id, and with a slash in the order id", async () => {
  const { orderId, id } = await pay({ order_id: `${newOrderId()}/1` });
  for (const path of [
    `/pos/receipt/${encodeURIComponent(orderId)}`,
    `/receipt/${orderId}`,
    `/receipt/${id}`,
    `/receipt/${encodeURIComponent(orderId)}?transaction_id=${id}`,
  ]) {
    const receipt = assertAccepted(await api("GET", path));
    assert.equal(textAt(receipt, "order", "transaction_id"), String(id), path);
  }
});

test("a receipt lists the cart and tells of a refund", async () => {
  const item = { name: "Lamp", unit_price: "4.995", quantity: 2, merchant_item_id: "L1" };
  const { orderId } = await pay({ shopping_cart: { items: [item] } });
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 250 }));
  const receipt = assertAccepted(await api("GET", `/receipt/${orderId}`));
  assert.equal(numberAt(receipt, "order", "amountrefunded"), 250);
  assert.deepEqual(listAt(receipt, "order", "items", "items"), [
    { currency: "EUR", item_price: "9.99", name: "Lamp", quantity: 2, unit_price: "4.995" },
  ]);
  assert.equal(numberAt(receipt, "related_transactions", 0, "amount"), 250);
});

test("an order that is not paid has no receipt", async () => {
  const open = redirectOrder();
  const declined = directOrderWithout3ds({}, { number: cards.visaInsufficientFunds });
  for (const body of [open, declined]) {
    assertAccepted(await api("POST", "/orders", body));
    assertRefused(await api("GET", `/receipt/${String(body["order_id"])}`), { code: 1000 });
  }
});

test("an unknown order and another transaction are 1006, and a wrong key 1032", async () => {
  const { orderId } = await pay();
  assertRefused(await api("GET", `/receipt/${newOrderId()}`), { code: 1006 });
  assertRefused(await api("GET", `/receipt/${orderId}?transaction_id=1`), { code: 1006 });
  const headers = { api_key: "0123456789abcdef0123456789abcdef01234567" };
  assertRefused(await api("GET", `/receipt/${orderId}`, undefined, headers), { code: 1032, status: 401 });
});
