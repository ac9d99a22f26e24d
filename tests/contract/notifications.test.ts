import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { isObject, parseJson, textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { acknowledges, fails, type ShopBehaviour, startShop } from "../support/shop.ts";
import { verifySignature } from "../support/signature.ts";
import { startWorld } from "../support/world.ts";

// Goal: what a shop's server hears, when, and how often. Method: a scripted shop, a clock that is moved.
// Contract: notifications.md.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;

const retryAfterSeconds = 900;

interface Sold {
  readonly orderId: string;
  readonly path: string;
}

/** A paid order that reports to a path of its own. */
async function sell(
  options: {
    method?: "GET" | "POST";
    suffix?: string;
    card?: string;
    behaviours?: readonly [ShopBehaviour, ...ShopBehaviour[]];
    orderId?: string;
  } = {},
): Promise<Sold> {
  const orderId = options.orderId ?? newOrderId();
  const path = `/n/${encodeURIComponent(orderId)}`;
  shop.script(path, ...(options.behaviours ?? [acknowledges]));
  const body = directOrderWithout3ds(
    {
      order_id: orderId,
      payment_options: {
        notification_url: `${shop.url}${path}${options.suffix ?? ""}`,
        ...(options.method === undefined ? {} : { notification_method: options.method }),
      },
    },
    { number: options.card ?? cards.visa },
  );
  assertAccepted(await api("POST", "/orders", body));
  return { orderId, path };
}

test("by default the shop is called with GET, the order id and the time, after its own query", async () => {
  const { orderId, path } = await sell({ suffix: "?type=notification" });
  const [call] = await shop.receives(path, 1);
  assert.ok(call);
  assert.equal(call.method, "GET");
  assert.equal(call.body, "");
  assert.deepEqual([...call.query.keys()], ["type", "transactionid", "timestamp"]);
  assert.equal(call.query.get("transactionid"), orderId);
  assert.match(call.query.get("timestamp") ?? "", /^\d{10}$/);
  assert.equal("auth" in call.headers, false);
});

test("the query begins with a question mark where the address has none, and stands before a fragment", async () => {
  const { orderId, path } = await sell({ suffix: "#part" });
  const [call] = await shop.receives(path, 1);
  assert.match(call?.url ?? "", new RegExp(`^${path}\\?transactionid=${orderId}&timestamp=\\d{10}$`));
});

test("an order id with every kind of character arrives as it was given", async () => {
  const odd = `${newOrderId()} /&?=#%+é😀`;
  const { path } = await sell({ orderId: odd });
  const [call] = await shop.receives(path, 1);
  assert.equal(call?.query.get("transactionid"), odd);
});

test("a POST brings the bare order, signed, and is the same order that GET tells", async () => {
  const { orderId, path } = await sell({ method: "POST" });
  const [call] = await shop.receives(path, 1);
  assert.ok(call);
  assert.equal(call.method, "POST");
  assert.match(call.headers["content-type"] ?? "", /^application\/json\b/);
  assert.equal(call.query.get("transactionid"), orderId);
  const verdict = verifySignature({
    auth: call.headers["auth"] ?? "",
    body: call.body,
    apiKey: world.apiKey,
  });
  assert.equal(verdict.isGenuine, true);
  assert.equal(verdict.timestamp, call.query.get("timestamp"));
  assert.deepEqual(parseJson(call.body), assertAccepted(await readOrder(api, orderId)));
});

test("the body of a POST is what a compact serializer would write, byte for byte", async () => {
  const { path } = await sell({ method: "POST" });
  const [call] = await shop.receives(path, 1);
  assert.equal(call?.body, JSON.stringify(parseJson(call?.body ?? "")));
});

test("a signature does not fit another body or another key", async () => {
  const { path } = await sell({ method: "POST" });
  const [call] = await shop.receives(path, 1);
  const genuine = { auth: call?.headers["auth"] ?? "", body: call?.body ?? "", apiKey: world.apiKey };
  assert.equal(verifySignature({ ...genuine, body: `${genuine.body} ` }).isGenuine, false);
  assert.equal(verifySignature({ ...genuine, apiKey: `${world.apiKey}0` }).isGenuine, false);
});

test("the test vector of the contract verifies, so that the verification is worth something", () => {
  const verdict = verifySignature({
    apiKey: "0123456789abcdef0123456789abcdef01234567",
    body: '{"amount":1000,"amount_refunded":0,"currency":"EUR","description":"product description","financial_status":"completed","order_id":"my-order-id-1","status":"completed","transaction_id":123456789}',
    auth: "MTc2NzIyNTYwMDo0NzgyMDU2YzJhYzc5YmVjYjVmNzA2NTAzZWMzNjI4ZDE5OTE2ZGU1YjkzNGE1MDQ2MTExMjI3MTFlN2IyY2MxNWJhNWFhMzQ0MTk5ZDYxZTg0ZTExYjE4Y2U1ZGMzMzAyOTg4MzdjZGVmZGU0MGFkMTNkNGY3ZDhiZTI5OTA0MA==",
  });
  assert.deepEqual(verdict, { isGenuine: true, timestamp: "1767225600" });
});

test("the order can be read as paid while the call that tells of it is still open", async () => {
  const { orderId, path } = await sell({ behaviours: [{ kind: "hang" }, acknowledges] });
  await shop.receives(path, 1);
  assert.equal(shop.openCalls(path), 1);
  assert.equal(assertAccepted(await readOrder(api, orderId))["status"], "completed");
  shop.release();
});

const answer = (status: number, body: string, headers?: Record<string, string>): ShopBehaviour => ({
  kind: "answer",
  status,
  body,
  ...(headers === undefined ? {} : { headers }),
});

const acknowledgements: readonly (readonly [name: string, behaviour: ShopBehaviour, counts: boolean])[] = [
  ["OK", answer(200, "OK"), true],
  ["ok in lower case", answer(200, "ok"), true],
  ["OK in JSON quotes", answer(200, '"OK"'), true],
  ["MULTISAFEPAY_OK", answer(200, "MULTISAFEPAY_OK"), true],
  ["OK at the end of a hundred characters", answer(200, `${"-".repeat(98)}OK`), true],
  ["MULTISAFEPAY_OK far down the page", answer(200, `${"-".repeat(5_000)}MULTISAFEPAY_OK`), true],
  ["OK after a hundred characters", answer(200, `${"-".repeat(100)}OK`), false],
  ["ng", answer(200, "ng"), false],
  ["an empty body", answer(200, ""), false],
  ["another text", answer(200, "thank you"), false],
  ["201 with OK", answer(201, "OK"), false],
  ["202 with OK", answer(202, "OK"), false],
  ["204", answer(204, ""), false],
  ["a redirect to where OK is", answer(302, "OK", { location: "/elsewhere" }), false],
  ["a permanent redirect", answer(301, "OK", { location: "/elsewhere" }), false],
  ["404 with OK", answer(404, "OK"), false],
  ["500 with OK", answer(500, "OK"), false],
];

test("acknowledged is 200 with OK near the start or MULTISAFEPAY_OK anywhere, nothing else", async () => {
  const sales: (Sold & { name: string; counts: boolean })[] = [];
  for (const [name, behaviour, counts] of acknowledgements) {
    sales.push({ ...(await sell({ behaviours: [behaviour, acknowledges] })), name, counts });
  }
  for (const { path } of sales) await shop.receives(path, 1);
  await world.clock.advance(retryAfterSeconds + 1);
  assert.deepEqual(
    sales.map(({ name, path }) => [name, shop.calls(path).length]),
    sales.map(({ name, counts }) => [name, counts ? 1 : 2]),
  );
  assert.equal(shop.calls("/elsewhere").length, 0, "a redirect was followed");
});

test("a shop that fails is called again after fifteen minutes, three times, and then no more", async () => {
  const { path } = await sell({ method: "POST", behaviours: [fails] });
  await shop.receives(path, 1);
  await world.clock.advance(retryAfterSeconds - 60);
  assert.equal(shop.calls(path).length, 1);
  await world.clock.advance(120);
  assert.equal(shop.calls(path).length, 2);
  await world.clock.advance(24 * 3_600);
  const calls = shop.calls(path);
  assert.equal(calls.length, 4);

  const timestamps = calls.map((call) => Number(call.query.get("timestamp")));
  for (const [index, timestamp] of timestamps.slice(1).entries()) {
    const gap = timestamp - (timestamps[index] ?? 0);
    assert.ok(
      gap >= retryAfterSeconds && gap < retryAfterSeconds + 60,
      `retry ${index + 1} came after ${gap} s`,
    );
  }
  for (const call of calls) {
    const verdict = verifySignature({
      auth: call.headers["auth"] ?? "",
      body: call.body,
      apiKey: world.apiKey,
    });
    assert.deepEqual(verdict, { isGenuine: true, timestamp: call.query.get("timestamp") });
  }
});

test("a retry that is acknowledged ends the calls", async () => {
  const { path } = await sell({ behaviours: [fails, fails, acknowledges] });
  await shop.receives(path, 1);
  await world.clock.advance(24 * 3_600);
  assert.equal(shop.calls(path).length, 3);
});

const statusesIn = (path: string): readonly string[] =>
  shop.calls(path).map((call) => textAt(parseJson(call.body), "status"));

test("a newer state replaces one that waits to be told again", async () => {
  const { path } = await sell({
    method: "POST",
    card: cards.visaUnclearedThenCompleted,
    behaviours: [fails, acknowledges],
  });
  await shop.receives(path, 1);
  await world.clock.advance(3 * 60 + 1);
  assert.deepEqual(statusesIn(path), ["uncleared", "completed"]);
  await world.clock.advance(24 * 3_600);
  assert.deepEqual(statusesIn(path), ["uncleared", "completed"]);
});

test("each state is told once when it is acknowledged", async () => {
  const { path } = await sell({ method: "POST", card: cards.visaUnclearedThenVoid });
  await shop.receives(path, 1);
  await world.clock.advance(24 * 3_600);
  assert.deepEqual(statusesIn(path), ["uncleared", "void"]);
});

test("one order is never told twice at the same time", async () => {
  const { path } = await sell({
    method: "POST",
    card: cards.visaUnclearedThenCompleted,
    behaviours: [{ kind: "hang" }, acknowledges],
  });
  await shop.receives(path, 1);
  const advancing = world.clock.advance(3 * 60 + 1);
  shop.release();
  await advancing;
  await shop.receives(path, 2);
  assert.deepEqual(
    shop.calls(path).map((call) => call.othersOpen),
    [0, 0],
  );
  assert.equal(statusesIn(path).at(-1), "completed");
});

test("a shop that hangs delays neither the answer to its order nor the calls of others", async () => {
  const hanging = await sell({ behaviours: [{ kind: "hang" }, acknowledges] });
  await shop.receives(hanging.path, 1);
  const other = await sell();
  await shop.receives(other.path, 1);
  assert.equal(shop.openCalls(hanging.path), 1, "the shop hangs no more");
  shop.release();
});

test("shops that hang or drip are given up and called again", async () => {
  const hanging = await sell({ behaviours: [{ kind: "hang" }, acknowledges] });
  const dripping = await sell({ behaviours: [{ kind: "drip" }, acknowledges] });
  await shop.receives(hanging.path, 1);
  await shop.receives(dripping.path, 1);
  const patience = 2_000;
  for (const { path } of [hanging, dripping]) {
    await eventually("the gateway hangs up", () => (shop.openCalls(path) === 0 ? true : null), patience);
  }
  await world.clock.advance(retryAfterSeconds + 60);
  assert.equal(shop.calls(hanging.path).length, 2);
  assert.equal(shop.calls(dripping.path).length, 2);
});

test("a shop that answers without end is cut off", async () => {
  const { path } = await sell({ behaviours: [answer(200, "-".repeat(16 * 1_024 * 1_024)), acknowledges] });
  await shop.receives(path, 1);
  await eventually("the gateway hangs up", () => (shop.openCalls(path) === 0 ? true : null));
  await world.clock.advance(retryAfterSeconds + 1);
  assert.equal(shop.calls(path).length, 2);
});

test("creating a session or starting a challenge tells the shop nothing", async () => {
  const notify = (path: string): object => ({ payment_options: { notification_url: `${shop.url}${path}` } });
  assertAccepted(await api("POST", "/orders", redirectOrder({ ...notify("/n/session") })));
  assertAccepted(await api("POST", "/orders", directOrder({ ...notify("/n/challenge") })));
  await world.clock.advance(60);
  assert.equal(shop.calls("/n/session").length, 0);
  assert.equal(shop.calls("/n/challenge").length, 0);
});

test("a declined order is told as well", async () => {
  const { path } = await sell({ method: "POST", card: cards.visaInsufficientFunds });
  await shop.receives(path, 1);
  assert.deepEqual(statusesIn(path), ["declined"]);
});

test("an order without an address tells nobody and is paid all the same", async () => {
  const body = directOrderWithout3ds({ payment_options: { notification_method: "POST" } });
  const order = assertAccepted(await api("POST", "/orders", body));
  assert.equal(order["status"], "completed");
});

test("no notification carries card number or CVC", async () => {
  const { path } = await sell({ method: "POST" });
  const [call] = await shop.receives(path, 1);
  assert.ok(isObject(parseJson(call?.body ?? "")));
  assert.equal(`${call?.url}${call?.body}`.includes(cards.visa), false);
  assert.equal(call?.body.includes("cvc"), false);
});
