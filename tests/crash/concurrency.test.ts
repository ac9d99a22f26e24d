import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, callJson, readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { findForms } from "../support/markup.ts";
import { directOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { assertProved, type Placed, startLedger } from "./ledger.ts";

// Goal: whatever is done twice or twenty times at once is done once. Contract: README.md §8, pages.md.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, controls } = world;
const ledger = startLedger(world);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const members = ({ orderId, amountMinor }: Placed): Record<string, unknown> => ({
  order_id: orderId,
  amount: amountMinor,
  payment_options: {
    notification_url: `${shop.url}/n/${orderId}`,
    redirect_url: `${shop.url}/ok`,
    cancel_url: `${shop.url}/no`,
  },
});

const times = async <T>(count: number, action: () => Promise<T>): Promise<readonly T[]> =>
  await Promise.all(Array.from({ length: count }, action));

const approvedOf = async ({ amountMinor }: Placed): Promise<number> =>
  (await controls.books()).entries.filter((entry) => entry.isApproved && entry.amountMinor === amountMinor)
    .length;

async function assertStoredOnce(orderId: string): Promise<void> {
  const rows = await world.sql("select key from orders where order_id = $1", [orderId]);
  assert.equal(rows.length, 1);
}

test("twenty equal posts of a redirect order make one order and one session", async () => {
  const order = ledger.place("redirect");
  const body = redirectOrder(members(order));
  const answers = await times(20, () => api("POST", "/orders", body));
  const urls = answers.map((answer) => textAt(assertAccepted(answer)["payment_url"]));
  assert.equal(new Set(urls).size, 1);
  await assertStoredOnce(order.orderId);
});

const isPaid = ({ body, status }: ApiAnswer): boolean =>
  status === 200 && textAt(body, "data", "status") === "completed";

test("twenty posts of a direct order charge once; the others are refused as a used id", async () => {
  const order = ledger.place("direct");
  const body = directOrderWithout3ds(members(order));
  const answers = await times(20, () => api("POST", "/orders", body));
  assert.equal(answers.filter(isPaid).length, 1);
  for (const answer of answers.filter((other) => !isPaid(other))) assertRefused(answer, { code: 1006 });
  assert.equal(await approvedOf(order), 1);
  await assertStoredOnce(order.orderId);
  await ledger.assertEqualToBooks([order]);
});

test("twenty posts of a direct order with 3-D Secure lead to one challenge that pays once", async () => {
  const order = ledger.place("challenge");
  const body = directOrder(members(order));
  const answers = await times(20, () => api("POST", "/orders", body));
  const accepted = answers.filter((answer) => answer.status === 200);
  for (const answer of answers.filter((other) => other.status !== 200)) assertRefused(answer, { code: 1006 });
  assert.ok(accepted.length >= 1);
  // A post that found the first one waiting for its shopper may have taken its place: only the last page leads on.
  for (const answer of accepted) {
    const page = await shopper.open(textAt(assertAccepted(answer)["payment_url"]));
    if (findForms(page.html).length === 0) continue;
    await answerChallenge(shopper, await reachChallenge(shopper, page), "Y");
  }
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  assert.equal(await approvedOf(order), 1);
  await assertStoredOnce(order.orderId);
});

for (const [name, members3ds] of [
  ["without 3-D Secure", { gateway_info: { flexible_3d: false } }],
  ["with 3-D Secure", {}],
] as const) {
  test(`a card form that is sent five times at once, ${name}, pays once`, async () => {
    const order = ledger.place("form");
    const created = assertAccepted(
      await api("POST", "/orders", redirectOrder({ ...members(order), ...members3ds })),
    );
    const form = await shopper.open(textAt(created["payment_url"]));
    const pages = await times(5, () => submitCard(shopper, form));
    for (const page of pages) assert.ok(page.status < 500, String(page.status));
    if ((await statusesOf(api, order.orderId)) !== "completed/completed") {
      const page = await shopper.open(textAt(created["payment_url"]));
      await answerChallenge(shopper, await reachChallenge(shopper, page), "Y");
    }
    assert.equal(await statusesOf(api, order.orderId), "completed/completed");
    assert.equal(await approvedOf(order), 1);
    await ledger.assertEqualToBooks([order]);
  });
}

test("the way back from the issuer, taken five times at once, authorizes once", async () => {
  const order = ledger.place("return");
  const created = assertAccepted(await api("POST", "/orders", directOrder(members(order))));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  const wayBack = await shopper.submit(challenge, { values: { transStatus: "Y" } });
  const ends = await times(5, () => shopper.submit(wayBack));
  for (const end of ends) assert.ok(end.status < 500, `${end.status} ${end.html.slice(0, 300)}`);
  assert.ok(ends.some((end) => end.leftFor === `${shop.url}/ok?transactionid=${order.orderId}`));
  assert.equal(
    (await controls.books()).entries.filter((entry) => entry.amountMinor === order.amountMinor).length,
    1,
  );
  await ledger.assertEqualToBooks([order]);
});

test("the issuer's page answered yes and no at once has one outcome, in the books and in the order", async () => {
  const order = ledger.place("both");
  const created = assertAccepted(await api("POST", "/orders", directOrder(members(order))));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  await Promise.all([answerChallenge(shopper, challenge, "Y"), answerChallenge(shopper, challenge, "N")]);
  await world.clock.advance(60);
  const final = await statusesOf(api, order.orderId);
  assert.ok(["completed/completed", "declined/declined"].includes(final), final);
  await ledger.assertEqualToBooks([order]);
});

test("paying and cancelling at once ends in one of the two", async () => {
  const orders: Placed[] = [];
  for (let round = 0; round < 5; round += 1) {
    const order = ledger.place("cancel");
    orders.push(order);
    const body = redirectOrder({ ...members(order), gateway_info: { flexible_3d: false } });
    const form = await shopper.open(
      textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]),
    );
    const cancel = findForms(form.html).find((one) => one.action.includes("cancel"));
    assert.ok(cancel);
    await Promise.all([submitCard(shopper, form), shopper.post(new URL(cancel.action, form.url).href, {})]);
    const final = await statusesOf(api, order.orderId);
    assert.ok(["completed/completed", "cancelled/cancelled"].includes(final), final);
  }
  await ledger.assertEqualToBooks(orders);
});

test("a challenge answered in the very moment of its expiry ends in one of the two, with equal books", async () => {
  const orders: Placed[] = [];
  for (let round = 0; round < 3; round += 1) {
    const order = ledger.place("expiry");
    orders.push(order);
    const created = assertAccepted(await api("POST", "/orders", directOrder(members(order))));
    const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
    await Promise.all([answerChallenge(shopper, challenge, "Y"), world.clock.advance(3_601)]);
    await world.clock.advance(120);
    const final = await statusesOf(api, order.orderId);
    assert.ok(["completed/completed", "expired/expired"].includes(final), final);
  }
  await ledger.assertEqualToBooks(orders);
});

test("two advances of the clock at once both end, and nothing runs twice", async () => {
  const order = ledger.place("clock");
  assertAccepted(await api("POST", "/orders", directOrder(members(order))));
  const before = await world.clock.now();
  const ran = (await Promise.all([world.clock.advance(1_900), world.clock.advance(1_900)])).flat();
  const elapsedSeconds = ((await world.clock.now()).getTime() - before.getTime()) / 1_000;
  assert.ok(elapsedSeconds >= 3_800, `${elapsedSeconds} s`);
  assert.equal(await statusesOf(api, order.orderId), "expired/expired");
  const expiries = ran.filter((job) => job.orderId === order.orderId && job.kind.includes("expire"));
  assert.equal(expiries.length, 1, JSON.stringify(ran));
  const calls = await shop.receives(`/n/${order.orderId}`, 1);
  assert.equal(calls.length, 1);
});

test("the result of the issuer, posted ten times at once to where it belongs, is taken once", async () => {
  const order = ledger.place("rreq");
  await callJson(`${world.simulatorUrl}/control/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "rreq-twice", count: 1 }),
  });
  const created = assertAccepted(await api("POST", "/orders", directOrder(members(order))));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  const ends = await times(10, () => answerChallenge(shopper, challenge, "Y"));
  for (const end of ends) assert.ok(end.status < 500, String(end.status));
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  assert.equal(await approvedOf(order), 1);
  await ledger.assertEqualToBooks([order]);
});

test("orders with different ids that come together are all paid, each once", async () => {
  const orders = Array.from({ length: 30 }, () => ledger.place("together"));
  const answers = await Promise.all(
    orders.map((order) => api("POST", "/orders", directOrderWithout3ds(members(order)))),
  );
  assert.equal(answers.filter(isPaid).length, orders.length);
  await ledger.assertEqualToBooks(orders);
});

test("reads that come while an order changes never see half of it", async () => {
  const orderId = newOrderId("reads");
  const creating = api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }));
  const seen = await times(20, () => readOrder(api, orderId));
  await creating;
  for (const answer of seen) {
    if (answer.status !== 200) {
      assertRefused(answer, { code: 1006 });
      continue;
    }
    const order = assertAccepted(answer);
    assert.equal(order["status"], order["financial_status"]);
  }
});

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
