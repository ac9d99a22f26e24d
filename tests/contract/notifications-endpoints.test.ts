import assert from "node:assert/strict";
import { after, test } from "node:test";
import { callJson } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { type JsonObject, listAt, numberAt, objectAt, parseJson, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { acknowledges, drops, type Shop, type ShopBehaviour, startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shop that answers nobody holds up no other and loses nothing itself. Method: scripted shops on ports of their
// own, each an endpoint; a clock that is moved; two gateway processes on one database.

const world = await startWorld();
const shops: Shop[] = [];
const second = await world.addGateway();
after(async () => {
  for (const shop of shops) await shop.stop();
  await world.stop();
});
const { api } = world;
const atOnce = 4;
const processes = 2;

/** Both processes are there when this returns: the one that did not move the clock hears of it a moment later. */
async function advance(seconds: number): Promise<void> {
  await world.clock.advance(seconds);
  const now = await world.clock.now();
  const headers = { api_key: world.apiKey };
  await eventually("the second gateway's clock follows", async () => {
    const { body } = await callJson(`${second}/sandbox/clock`, { method: "GET", headers });
    return Date.parse(textAt(body, "now")) >= now.getTime() ? true : null;
  });
}

async function openShop(): Promise<Shop> {
  const shop = await startShop();
  shops.push(shop);
  return shop;
}

/** A paid order that reports by POST to a path of its own; gives its id. */
async function sell(
  shop: Shop,
  behaviours: readonly [ShopBehaviour, ...ShopBehaviour[]] = [acknowledges],
  card: string = cards.visa,
): Promise<string> {
  const orderId = newOrderId();
  shop.script(`/${orderId}`, ...behaviours);
  const options = { notification_url: `${shop.url}/${orderId}`, notification_method: "POST" };
  const body = directOrderWithout3ds({ order_id: orderId, payment_options: options }, { number: card });
  assertAccepted(await api("POST", "/orders", body));
  return orderId;
}

const callsOf = (shop: Shop, orderId: string): number => shop.calls(`/${orderId}`).length;

async function entriesOf(orderId: string): Promise<readonly JsonObject[]> {
  const { body } = await api("GET", `/notifications?order_id=${orderId}`);
  return listAt(body, "data").map((entry) => objectAt(entry));
}

const logged = (orderId: string, count: number): Promise<readonly JsonObject[]> =>
  eventually(`${count} attempts of ${orderId} are logged`, async () => {
    const entries = await entriesOf(orderId);
    return entries.length >= count ? entries : null;
  });

/** So many orders whose shop hangs up on them, which opens its breaker. */
async function fail(shop: Shop, count: number = atOnce): Promise<readonly string[]> {
  const orderIds: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const orderId = await sell(shop, [drops, acknowledges]);
    await logged(orderId, 1);
    orderIds.push(orderId);
  }
  return orderIds;
}

/** From now on by the steerable clock, as if it had failed for long. */
const leaveAlone = (shop: Shop, seconds: number): Promise<unknown> =>
  world.sql(
    `update notification_endpoint set open_until = now() + make_interval(secs => $2 + clock.offset_ms / 1000.0)
     from clock where name like '%' || $1`,
    [new URL(shop.url).port, seconds],
  );

test("of many orders of a hanging shop few are told at once, and another shop's single one does not wait", async () => {
  const hanging = await openShop();
  const living = await openShop();
  const orderIds: string[] = [];
  for (let made = 0; made < 20; made += 1) orderIds.push(await sell(hanging, [{ kind: "hang" }]));
  const open = (): number => orderIds.reduce((sum, id) => sum + hanging.openCalls(`/${id}`), 0);
  await eventually("the hanging shop is called", () => (open() >= atOnce ? true : null));
  const orderId = await sell(living);
  await living.receives(`/${orderId}`, 1);
  assert.ok(open() <= atOnce * processes, `${open()} calls are open`);
  for (const id of orderIds) hanging.script(`/${id}`, acknowledges);
  hanging.release();
  await advance(15 * 60);
  assert.ok(orderIds.every((id) => callsOf(hanging, id) > 0));
});

test("a host that fails four times in a row is left alone, and what waits loses no attempt", async () => {
  const shop = await openShop();
  const [first = ""] = await fail(shop);
  const held = await sell(shop);
  await advance(30);
  assert.equal(callsOf(shop, held), 0);
  await advance(31);
  await shop.receives(`/${held}`, 1);
  const [entry] = await logged(held, 1);
  assert.deepEqual([entry?.["attempt"], entry?.["result"]], [1, "acknowledged"]);
  // The host is back: the next is told at once, and the first on its own schedule.
  const next = await sell(shop);
  await shop.receives(`/${next}`, 1);
  assert.equal(callsOf(shop, first), 1);
  await advance(15 * 60);
  assert.equal(callsOf(shop, first), 2);
  assert.deepEqual(
    (await logged(first, 2)).map((one) => one["attempt"]),
    [2, 1],
  );
});

test("after each call that finds nobody a host is left alone for longer", async () => {
  const shop = await openShop();
  await fail(shop);
  const probes: string[] = [];
  for (let made = 0; made < 3; made += 1) probes.push(await sell(shop, [drops, acknowledges]));
  const probed = (): number => probes.reduce((sum, id) => sum + callsOf(shop, id), 0);
  await advance(61);
  assert.equal(probed(), 1);
  // Two minutes, then four; between the looks time passes by itself too.
  await advance(80);
  assert.equal(probed(), 1);
  await advance(50);
  assert.equal(probed(), 2);
  await advance(180);
  assert.equal(probed(), 2);
  await advance(70);
  assert.equal(probed(), 3);
});

test("an error of the shop's own program is an answer: nothing waits for it", async () => {
  const shop = await openShop();
  for (let made = 0; made < 6; made += 1) {
    const orderId = await sell(shop, [{ kind: "answer", status: 500, body: "" }]);
    await logged(orderId, 1);
  }
  const orderId = await sell(shop);
  await shop.receives(`/${orderId}`, 1);
});

test("of two gateways one tries whether a host is back, with one call", async () => {
  const shop = await openShop();
  await fail(shop);
  const held = await Promise.all([1, 2, 3].map(() => sell(shop, [{ kind: "hang" }, acknowledges])));
  const called = (): number => held.reduce((sum, id) => sum + callsOf(shop, id), 0);
  await leaveAlone(shop, 0);
  await eventually("the host is tried", () => (called() === 1 ? true : null));
  const other = await openShop();
  for (let made = 0; made < 3; made += 1) {
    const orderId = await sell(other);
    await other.receives(`/${orderId}`, 1);
  }
  assert.equal(called(), 1);
  for (const id of held) shop.script(`/${id}`, acknowledges);
  shop.release();
  await eventually("the call ends", () => (held.every((id) => shop.openCalls(`/${id}`) === 0) ? true : null));
});

test("what was held back for a day is given up, and told when it is asked for", async () => {
  const shop = await openShop();
  await fail(shop);
  await leaveAlone(shop, 26 * 3_600);
  const held = await sell(shop);
  await advance(25 * 3_600);
  const [entry] = await logged(held, 1);
  assert.deepEqual(
    [entry?.["result"], entry?.["acknowledged"], entry?.["http_status"], entry?.["next_attempt"]],
    ["held-back", false, null, null],
  );
  assert.equal(callsOf(shop, held), 0);
  assertAccepted(await api("POST", `/notifications/${numberAt(entry, "id")}/resend`));
  await shop.receives(`/${held}`, 1);
});

test("the states of one order are told in their order, whatever fails and whoever tells them", async () => {
  const shop = await openShop();
  const orderIds = await Promise.all(
    Array.from({ length: 6 }, () =>
      sell(shop, [{ kind: "answer", status: 500, body: "" }, acknowledges], cards.visaUnclearedThenCompleted),
    ),
  );
  for (const orderId of orderIds) await logged(orderId, 1);
  await advance(24 * 3_600);
  for (const orderId of orderIds) {
    const calls = shop.calls(`/${orderId}`);
    const told = calls.map((call) => textAt(parseJson(call.body), "status"));
    assert.deepEqual(told, ["uncleared", "completed"], orderId);
    assert.ok(calls.every((call) => call.othersOpen === 0));
  }
});
