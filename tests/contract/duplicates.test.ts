import assert from "node:assert/strict";
import { after, test } from "node:test";
import { dataOf, readOrder } from "../support/api.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: one order id, posted again in every state of the order. Contract: README.md §8.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const transactionIdOf = async (orderId: string): Promise<unknown> =>
  assertAccepted(await readOrder(api, orderId))["transaction_id"];

test("the very same body within five minutes gets the same answer again", async () => {
  const body = redirectOrder();
  const first = await api("POST", "/orders", body);
  const second = await api("POST", "/orders", body);
  assertAccepted(first);
  assert.equal(second.text, first.text);
});

test("the very same body after five minutes gets a fresh session", async () => {
  const body = redirectOrder();
  const first = dataOf(await api("POST", "/orders", body));
  await world.clock.advance(301);
  const second = assertAccepted(await api("POST", "/orders", body));
  assert.notEqual(second["session_id"], first["session_id"]);
});

test("another body for an unpaid order gives it the new request, a new session and a new transaction id", async () => {
  const orderId = newOrderId();
  const first = dataOf(await api("POST", "/orders", redirectOrder({ order_id: orderId, amount: 1000 })));
  const firstTransaction = await transactionIdOf(orderId);
  const second = assertAccepted(
    await api("POST", "/orders", redirectOrder({ order_id: orderId, amount: 2000 })),
  );
  assert.notEqual(second["session_id"], first["session_id"]);
  assert.equal(assertAccepted(await readOrder(api, orderId))["amount"], 2000);
  assert.notEqual(await transactionIdOf(orderId), firstTransaction);
});

test("the old payment URL leads to the new session", async () => {
  const orderId = newOrderId();
  const first = dataOf(await api("POST", "/orders", redirectOrder({ order_id: orderId, amount: 1000 })));
  await api(
    "POST",
    "/orders",
    redirectOrder({ order_id: orderId, amount: 4321, description: "Three tickets" }),
  );
  const page = await fetch(textAt(first["payment_url"]));
  assert.equal(page.status, 200);
  assert.match(await page.text(), /43[.,]21/);
});

test("a paid order is not taken again", async () => {
  const body = directOrderWithout3ds();
  assertAccepted(await api("POST", "/orders", body));
  const orderId = String(body["order_id"]);
  assertRefused(await api("POST", "/orders", body), { code: 1006 });
  assertRefused(await api("POST", "/orders", redirectOrder({ order_id: orderId })), { code: 1006 });
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("an order in review is not taken again", async () => {
  const body = directOrderWithout3ds({}, { number: cards.visaUnclearedThenCompleted });
  assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "uncleared");
  assertRefused(await api("POST", "/orders", redirectOrder({ order_id: body["order_id"] })), { code: 1006 });
});

test("an order whose authentication runs is not taken again", async () => {
  const body = directOrder();
  assert.ok("customer_verification" in assertAccepted(await api("POST", "/orders", body)));
  assertRefused(await api("POST", "/orders", redirectOrder({ order_id: body["order_id"] })), { code: 1006 });
});

test("a declined order may be tried again, and is paid once", async () => {
  const orderId = newOrderId();
  const declined = directOrderWithout3ds({ order_id: orderId }, { number: cards.visaInsufficientFunds });
  assert.equal(assertAccepted(await api("POST", "/orders", declined))["status"], "declined");
  const firstTransaction = await transactionIdOf(orderId);
  const again = assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assert.equal(again["status"], "completed");
  assert.notEqual(again["transaction_id"], firstTransaction);
});

test("an expired order may be tried again", async () => {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrder({ order_id: orderId })));
  await world.clock.advance(3_601);
  assert.equal(await statusesOf(api, orderId), "expired/expired");
  const again = assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assert.equal(again["status"], "completed");
});

test("a refused re-post leaves the order as it was", async () => {
  const body = redirectOrder();
  assertAccepted(await api("POST", "/orders", body));
  const orderId = String(body["order_id"]);
  const before = (await readOrder(api, orderId)).text;
  assertRefused(await api("POST", "/orders", { ...body, amount: -5 }), { code: 1001 });
  assert.equal((await readOrder(api, orderId)).text, before);
});

test("twenty concurrent posts of one redirect order make exactly one order", async () => {
  const body = redirectOrder();
  const answers = await Promise.all(Array.from({ length: 20 }, () => api("POST", "/orders", body)));
  const sessions = new Set(answers.map((answer) => assertAccepted(answer)["session_id"]));
  assert.equal(sessions.size, 1);
});

test("twenty concurrent posts of one direct order charge the card once", async () => {
  const before = await world.controls.books();
  const body = directOrderWithout3ds({ amount: 777 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => api("POST", "/orders", body)));
  const paid = answers.filter((answer) => answer.status === 200);
  assert.equal(paid.length, 1);
  for (const answer of answers.filter((other) => other.status !== 200)) assertRefused(answer, { code: 1006 });
  const booked = await world.controls.books();
  assert.equal(booked.heldMinor - before.heldMinor, 777);
  assert.equal(booked.entries.length - before.entries.length, 1);
  assert.equal(await statusesOf(api, String(body["order_id"])), "completed/completed");
});
