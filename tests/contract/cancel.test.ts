import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a payment in progress is given up by one call without a body, and nothing else is. Contract: orders.md §6.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;

const cancel = (orderId: string, body?: unknown) =>
  api("POST", `/orders/${encodeURIComponent(orderId)}/cancel`, body);

async function make(body: Record<string, unknown>): Promise<string> {
  const orderId = textAt(body["order_id"] as string);
  assertAccepted(await api("POST", "/orders", body));
  return orderId;
}

test("an open page is cancelled: the answer is the reduced order, and the shop is told", async () => {
  const path = `/n/${newOrderId()}`;
  const orderId = await make(
    redirectOrder({
      custom_info: { custom_1: "one" },
      payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
    }),
  );
  const answer = assertAccepted(await cancel(orderId));
  assert.match(textAt(answer["created"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  assert.match(textAt(answer["modified"]), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  assert.deepEqual(
    { ...answer, created: "", modified: "" },
    {
      costs: [],
      created: "",
      custom_info: { custom_1: "one", custom_2: null, custom_3: null },
      fastcheckout: "NO",
      financial_status: null,
      modified: "",
      payment_details: {},
      payment_methods: null,
      status: "cancelled",
    },
  );
  assert.equal(await statusesOf(api, orderId), "cancelled/cancelled");
  await shop.receives(path, 1);
});

test("a challenge under way is cancelled, also with a body and an order id with a slash", async () => {
  const orderId = await make(directOrder({ order_id: `${newOrderId()}/1` }));
  assert.equal(assertAccepted(await cancel(orderId, {}))["status"], "void");
  assert.equal(await statusesOf(api, orderId), "void/void");
});

for (const [name, body] of [
  ["completed", () => directOrderWithout3ds()],
  ["authorized", () => directOrderWithout3ds({ capture: "manual" })],
  ["declined", () => directOrderWithout3ds({}, { number: cards.visaInsufficientFunds })],
  ["in review", () => directOrderWithout3ds({}, { number: cards.visaUnclearedThenCompleted })],
] as const) {
  test(`an order that is ${name} is not cancelled, and stays as it is`, async () => {
    const orderId = await make(body());
    const before = assertAccepted(await readOrder(api, orderId));
    const answer = await cancel(orderId);
    assert.equal(answer.status, 403);
    assert.deepEqual(answer.body, { message: "Forbidden" });
    assert.deepEqual(assertAccepted(await readOrder(api, orderId)), before);
  });
}

test("of two cancellations at once one succeeds", async () => {
  const orderId = await make(redirectOrder());
  const answers = await Promise.all([cancel(orderId), cancel(orderId)]);
  assert.deepEqual(answers.map(({ status }) => String(status)).toSorted(), ["200", "403"]);
});

test("an order that does not exist is 1006, and a wrong key 1032", async () => {
  assertRefused(await cancel(newOrderId()), { code: 1006 });
  const headers = { api_key: "0123456789abcdef0123456789abcdef01234567" };
  assertRefused(await api("POST", "/orders/1/cancel", undefined, headers), { code: 1032, status: 401 });
});
