import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, callJson } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { makeSite } from "../support/command-line-key.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { listAt, objectAt, parseJson, textAt } from "../support/json.ts";
import {
  cards,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { acknowledges, fails, startShop } from "../support/shop.ts";
import { verifySignature } from "../support/signature.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shop's developer meets each failure on purpose, by the clock, and turns it off again. Method: a scripted shop,
// a shopper with a client that knows no script.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);
const url = `${world.gatewayUrl}/sandbox/notifications`;

const ask = (method: string, body?: unknown, apiKey: string = world.apiKey): Promise<ApiAnswer> =>
  callJson(url, {
    method,
    headers: { api_key: apiKey, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function spoil(setting: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await ask("POST", setting);
  assert.equal(answer.status, 200, answer.text);
}

const options = (orderId: string): OrderBody => ({
  order_id: orderId,
  payment_options: {
    notification_url: `${shop.url}/${orderId}`,
    notification_method: "POST",
    redirect_url: `${shop.url}/thanks`,
  },
});

/** A paid order that is spoiled so from the start; gives its id. */
async function sell(setting: Readonly<Record<string, unknown>>, card: string = cards.visa): Promise<string> {
  const orderId = newOrderId();
  await spoil({ order_id: orderId, ...setting });
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(options(orderId), { number: card })));
  return orderId;
}

async function openPage(
  setting: Readonly<Record<string, unknown>>,
): Promise<{ orderId: string; form: Page }> {
  const orderId = newOrderId();
  await spoil({ order_id: orderId, ...setting });
  const created = assertAccepted(await api("POST", "/orders", redirectOrder(options(orderId))));
  return { orderId, form: await shopper.open(textAt(created["payment_url"])) };
}

const pay = async (form: Page): Promise<Page> =>
  await answerChallenge(shopper, await reachChallenge(shopper, await submitCard(shopper, form)), "Y");

const callsOf = (orderId: string) => shop.calls(`/${orderId}`);
const statusesIn = (orderId: string): readonly string[] =>
  callsOf(orderId).map((call) => textAt(parseJson(call.body), "status"));

/** The job of an order is done: nothing more comes. */
const settled = (orderId: string): Promise<true> =>
  eventually(`the notification of ${orderId} is done`, async () => {
    const jobs = await world.sql(
      "select from job join orders on key = order_key where order_id = $1 and kind = 'deliver-notification'",
      [orderId],
    );
    return jobs.length === 0 ? true : null;
  });

test("twice: the same again, after the first was answered", async () => {
  const orderId = await sell({ behaviour: "twice" });
  await settled(orderId);
  assert.deepEqual(
    callsOf(orderId).map((call) => call.othersOpen),
    [0, 0],
  );
  assert.equal(callsOf(orderId)[0]?.body, callsOf(orderId)[1]?.body);
});

test("concurrent: two at the same time", async () => {
  const orderId = newOrderId();
  shop.script(`/${orderId}`, { kind: "hang" });
  await spoil({ order_id: orderId, behaviour: "concurrent" });
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(options(orderId))));
  await eventually("both calls are open", () => (shop.openCalls(`/${orderId}`) === 2 ? true : null));
  shop.script(`/${orderId}`, acknowledges);
  shop.release();
  await world.clock.advance(901);
  assert.equal(callsOf(orderId).length, 4);
});

test("reordered: an older state comes after a newer, signed anew", async () => {
  const orderId = await sell({ behaviour: "reordered" }, cards.visaUnclearedThenCompleted);
  await settled(orderId);
  assert.deepEqual(statusesIn(orderId), ["uncleared"]);
  await world.clock.advance(181);
  assert.deepEqual(statusesIn(orderId), ["uncleared", "completed", "uncleared"]);
  for (const { headers, body, query } of callsOf(orderId)) {
    const verdict = verifySignature({ auth: headers["auth"] ?? "", body, apiKey: world.apiKey });
    assert.deepEqual(verdict, { isGenuine: true, timestamp: query.get("timestamp") });
  }
});

test("late: so many seconds of the clock after the change, and retries keep their schedule", async () => {
  const orderId = newOrderId();
  shop.script(`/${orderId}`, fails, acknowledges);
  await spoil({ order_id: orderId, behaviour: "late", seconds: 120 });
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(options(orderId))));
  await world.clock.advance(100);
  assert.equal(callsOf(orderId).length, 0);
  await world.clock.advance(30);
  assert.equal(callsOf(orderId).length, 1);
  await world.clock.advance(900);
  assert.equal(callsOf(orderId).length, 2);
});

test("never: no call, and the log says that none was made", async () => {
  const orderId = await sell({ behaviour: "never" });
  await settled(orderId);
  await world.clock.advance(86_400);
  assert.equal(callsOf(orderId).length, 0);
  const { body } = await api("GET", `/notifications?order_id=${orderId}`);
  assert.deepEqual(
    listAt(body, "data").map((entry) => objectAt(entry)["result"]),
    ["withheld"],
  );
});

test("before the redirect: the browser is sent on only when the shop has answered", async () => {
  const { orderId, form } = await openPage({ behaviour: "before-redirect" });
  shop.script(`/${orderId}`, { kind: "hang" }, acknowledges);
  let hasLeft = false;
  const leaving = pay(form).then((page) => {
    hasLeft = true;
    return page;
  });
  await shop.receives(`/${orderId}`, 1);
  // Time for an answer that did not wait: a whole other order is paid and told.
  const other = await sell({ behaviour: "twice" });
  await settled(other);
  assert.equal(hasLeft, false);
  shop.release();
  assert.equal((await leaving).leftFor, `${shop.url}/thanks?transactionid=${orderId}`);
});

test("after the redirect: so many seconds of the clock after the browser has left", async () => {
  const { orderId, form } = await openPage({ behaviour: "after-redirect", seconds: 60 });
  const left = await pay(form);
  assert.equal(left.leftFor, `${shop.url}/thanks?transactionid=${orderId}`);
  await world.clock.advance(30);
  assert.equal(callsOf(orderId).length, 0);
  await world.clock.advance(40);
  assert.equal(callsOf(orderId).length, 1);
});

test("after the redirect: an order without a browser is told after an hour", async () => {
  const orderId = await sell({ behaviour: "after-redirect", seconds: 60 });
  await world.clock.advance(3_500);
  assert.equal(callsOf(orderId).length, 0);
  await world.clock.advance(110);
  assert.equal(callsOf(orderId).length, 1);
});

test("a setting of the site is for all its orders but those that have their own, and for no other site", async () => {
  await ask("DELETE");
  await spoil({ behaviour: "never" });
  const own = await sell({ behaviour: "twice" });
  await settled(own);
  assert.equal(callsOf(own).length, 2);
  const plain = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds(options(plain))));
  await settled(plain);
  assert.equal(callsOf(plain).length, 0);

  const stranger = await makeSite(world, "Other");
  assert.deepEqual((await ask("GET", undefined, stranger)).body, { settings: [] });
  await ask("DELETE", undefined, stranger);
  assert.deepEqual((await ask("GET")).body, {
    settings: [
      { order_id: null, behaviour: "never" },
      { order_id: own, behaviour: "twice" },
    ],
  });
});

test("what is set is read back, replaced and cleared, one by one or all", async () => {
  await ask("DELETE");
  await ask("PUT", { order_id: "a", behaviour: "late", seconds: 5 });
  await ask("PUT", { order_id: "a", behaviour: "late", seconds: 6 });
  await ask("POST", { order_id: "b", behaviour: "twice", seconds: 9 });
  assert.deepEqual((await ask("GET")).body, {
    settings: [
      { order_id: "a", behaviour: "late", seconds: 6 },
      { order_id: "b", behaviour: "twice" },
    ],
  });
  const cleared = await ask("PUT", { order_id: "a", behaviour: null });
  assert.deepEqual(cleared.body, { settings: [{ order_id: "b", behaviour: "twice" }] });
  assert.deepEqual((await ask("DELETE")).body, { settings: [] });
});

test("a setting that says nothing is refused with a sentence, and without a key nothing is told", async () => {
  for (const body of [
    { behaviour: "sometimes" },
    { behaviour: 1 },
    { behaviour: "late" },
    { behaviour: "late", seconds: 0 },
    { behaviour: "late", seconds: 1.5 },
    { behaviour: "after-redirect", seconds: 2_592_001 },
    { behaviour: "late", seconds: "5" },
    { behaviour: "twice", order_id: "" },
    { behaviour: "twice", order_id: 5 },
    { behaviour: "twice", order_id: "x".repeat(51) },
    [],
  ]) {
    const answer = await ask("POST", body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.equal(objectAt(answer.body)["error_code"], 1016);
  }
  for (const method of ["GET", "DELETE"]) assert.equal((await ask(method, undefined, "wrong")).status, 401);
  assert.equal((await ask("POST", { behaviour: "never" }, "wrong")).status, 401);
  assert.deepEqual((await ask("GET")).body, { settings: [] });
});
