import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { parseJson, textAt } from "../support/json.ts";
import { directOrder, newOrderId, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: what nobody finishes ends by itself, on the dot, and is told. Contract: statuses.md §3, §5; orders.md §9.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const reporting = (orderId: string): Record<string, unknown> => ({
  order_id: orderId,
  payment_options: {
    notification_url: `${shop.url}/n/${orderId}`,
    notification_method: "POST",
    redirect_url: `${shop.url}/ok`,
    cancel_url: `${shop.url}/no`,
  },
});

test("a challenge that nobody answers expires after one hour, and not before", async () => {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrder(reporting(orderId))));
  await world.clock.advance(3_540);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
  const ran = await world.clock.advance(61);
  assert.equal(await statusesOf(api, orderId), "expired/expired");
  assert.ok(ran.some((job) => job.orderId === orderId));
  const [call] = await shop.receives(`/n/${orderId}`, 1);
  assert.equal(textAt(parseJson(call?.body ?? ""), "status"), "expired");
});

test("reports what ran in the order in which it fell due", async () => {
  const first = newOrderId("first");
  assertAccepted(await api("POST", "/orders", directOrder({ order_id: first })));
  await world.clock.advance(600);
  const second = newOrderId("second");
  assertAccepted(await api("POST", "/orders", directOrder({ order_id: second })));
  const ran = await world.clock.advance(7_200);
  const times = ran.map((job) => Date.parse(job.at));
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
  const expired = ran
    .filter((job) => job.orderId === first || job.orderId === second)
    .map((job) => job.orderId);
  assert.deepEqual([...new Set(expired)], [first, second]);
});

test("a challenge answered after the expiry pays nothing", async () => {
  const orderId = newOrderId();
  const order = assertAccepted(await api("POST", "/orders", directOrder(reporting(orderId))));
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(order["payment_url"])));
  await world.clock.advance(3_601);
  const before = await world.controls.books();
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.ok(
    end.leftFor === `${shop.url}/no?transactionid=${orderId}` || end.status === 410 || end.status === 404,
    `${end.status} ${end.leftFor}`,
  );
  assert.equal(await statusesOf(api, orderId), "expired/expired");
  assert.equal((await world.controls.books()).heldMinor, before.heldMinor);
});

test("the link of an expired payment says so and starts no other", async () => {
  const orderId = newOrderId();
  const order = assertAccepted(await api("POST", "/orders", directOrder(reporting(orderId))));
  await world.clock.advance(3_601);
  const page = await shopper.open(textAt(order["payment_url"]));
  assert.ok(page.status === 410 || page.status === 404 || page.leftFor !== null, String(page.status));
  assert.equal(await statusesOf(api, orderId), "expired/expired");
});

for (const [name, members, lifetimeSeconds] of [
  ["thirty days by default", {}, 30 * 86_400],
  ["days_active", { days_active: 2 }, 2 * 86_400],
  ["seconds_active, which wins", { days_active: 2, seconds_active: 7_200 }, 7_200],
  ["seconds_active as text", { seconds_active: "7200" }, 7_200],
  ["days_active where seconds_active is 0", { days_active: 1, seconds_active: 0 }, 86_400],
] as const) {
  test(`a session that nobody uses lives for ${name}`, async () => {
    const orderId = newOrderId();
    const created = assertAccepted(
      await api("POST", "/orders", redirectOrder({ ...reporting(orderId), ...members })),
    );
    await world.clock.advance(lifetimeSeconds - 60);
    assert.equal(await statusesOf(api, orderId), "initialized/initialized");
    assert.equal((await shopper.open(textAt(created["payment_url"]))).status, 200);
    await world.clock.advance(120);
    assert.equal(await statusesOf(api, orderId), "expired/expired");
    await shop.receives(`/n/${orderId}`, 1);
    const page = await shopper.open(textAt(created["payment_url"]));
    assert.ok(page.status === 410 || page.status === 404, String(page.status));
  });
}

test("an expired order says when it changed, by the moved clock", async () => {
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrder({ order_id: orderId })));
  const created = textAt(assertAccepted(await readOrder(api, orderId))["created"]);
  await world.clock.advance(3_601);
  const order = assertAccepted(await readOrder(api, orderId));
  const seconds = (Date.parse(`${textAt(order["modified"])}Z`) - Date.parse(`${created}Z`)) / 1_000;
  assert.ok(Math.abs(seconds) >= 3_590, `${seconds} s`);
});
