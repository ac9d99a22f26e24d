import assert from "node:assert/strict";
import { request } from "node:http";
import { after, test } from "node:test";
import { type ApiAnswer, callJson } from "../support/api.ts";
import { makeKey, makeSite } from "../support/command-line-key.ts";
import { assertAccepted, assertNotStored, assertRefused } from "../support/expectations.ts";
import { listAt, numberAt, textAt } from "../support/json.ts";
import { assertReplayed, type Call, newKey, sendKeyed } from "../support/keyed.ts";
import { directOrderWithout3ds, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a key stands for one request of one owner and for a day; who sends it at the same time is told to wait. Method:
// the same key with something else changed, at once, and as the clock goes on. docs/api/idempotency.md.

const world = await startWorld();
after(() => world.stop());
const { api, clock, controls } = world;

const create = (body = redirectOrder()): Call & { readonly body: OrderBody } => ({
  method: "POST",
  path: "/orders",
  body,
});

test("a key that came with another body, path or method is refused, and nothing is done", async () => {
  const key = newKey();
  const body = directOrderWithout3ds();
  assertAccepted(await sendKeyed(world, key, create(body)));
  const other = newOrderId("other");
  const order = `/orders/${String(body["order_id"])}`;
  const wrong: readonly Call[] = [
    create({ ...body, order_id: other }),
    create({ ...body, order_id: `${String(body["order_id"])} ` }),
    { method: "POST", path: `${order}/refunds`, body },
    { method: "PATCH", path: "/orders/x", body },
    { method: "DELETE", path: `${order}/refunds/1` },
  ];
  for (const one of wrong) assertRefused(await sendKeyed(world, key, one), { code: 422, status: 422 });
  await assertNotStored(api, other);
});

test("of twenty at once one is carried out; the others get its answer or are told to wait", async () => {
  const second = await world.addGateway();
  for (const wanted of [create(), create(directOrderWithout3ds())]) {
    const key = newKey();
    const orderId = String(wanted.body["order_id"]);
    const send = async (url: string): Promise<ApiAnswer> =>
      await callJson(`${url}/v1/json/orders`, {
        method: "POST",
        headers: { api_key: world.apiKey, "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify(wanted.body),
      });
    const urls = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? world.gatewayUrl : second));
    const answers = await Promise.all(urls.map(send));
    const fresh = answers.filter(
      ({ status, headers }) => status === 200 && headers.get("idempotency-replayed") === null,
    );
    assert.equal(fresh.length, 1);
    for (const answer of answers.filter((one) => one !== fresh[0])) {
      if (answer.status === 200) assertReplayed(answer, fresh[0] ?? answer);
      else {
        assertRefused(answer, { code: 409, status: 409 });
        assert.match(answer.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
      }
    }
    const attempts = await world.sql(
      `select count(payment_attempt.key)::int as made from orders
       left join payment_attempt on payment_attempt.order_key = orders.key where order_id = $1`,
      [orderId],
    );
    assert.deepEqual(attempts, [{ made: wanted.body["type"] === "direct" ? 1 : 0 }]);
  }
});

test("twenty refunds at once under one key are one refund", async () => {
  const body = directOrderWithout3ds();
  assertAccepted(await api("POST", "/orders", body));
  const path = `/orders/${String(body["order_id"])}/refunds`;
  const key = newKey();
  const refund: Call = { method: "POST", path, body: { currency: "EUR", amount: 10 } };
  const answers = await Promise.all(Array.from({ length: 20 }, () => sendKeyed(world, key, refund)));
  assert.ok(answers.every(({ status }) => status === 200 || status === 409));
  const final = await sendKeyed(world, key, refund);
  assert.equal(final.headers.get("idempotency-replayed"), "true");
  const listed = await api("GET", path);
  assert.deepEqual(
    listAt(listed.body, "data").map((one) => numberAt(one, "transaction_id")),
    [numberAt(assertAccepted(final), "refund_id")],
  );
});

test("while the acquirer is asked the key is in use; then it gives the answer", async () => {
  await controls.fault({ kind: "late-answer", count: 1, delayMs: 3_000 });
  const key = newKey();
  const wanted = create(directOrderWithout3ds());
  const answers = await Promise.all([1, 2].map(() => sendKeyed(world, key, wanted)));
  const [busy, done] = answers.toSorted((a, b) => b.status - a.status);
  assert.ok(busy !== undefined && done !== undefined);
  assertRefused(busy, { code: 409, status: 409 });
  assert.equal(busy.headers.get("retry-after"), "1");
  assertReplayed(await sendKeyed(world, key, wanted), done);
});

test("a key belongs to the site or the account whose API key was sent", async () => {
  const otherSite = await makeSite(world, "Other shop");
  const me = assertAccepted(await api("GET", "/me"));
  const accountId = numberAt(me, "account_id");
  const account = await makeKey(world, "key", "create", "--account", String(accountId));
  const key = newKey();
  const body = redirectOrder();
  const own = assertAccepted(await sendKeyed(world, key, create(body)));
  const foreign = assertAccepted(await sendKeyed(world, key, create(body), otherSite));
  assert.notEqual(textAt(own, "payment_url"), textAt(foreign, "payment_url"));
  const site: Call = { method: "PATCH", path: `/sites/${numberAt(me, "site_id")}`, body: { name: "Lamps" } };
  const changed = await sendKeyed(world, key, site, account);
  assertAccepted(changed);
  assertReplayed(await sendKeyed(world, key, site, account), changed);
});

test("after a day the key is free again, and the daily run removes it", async () => {
  const key = newKey();
  const wanted = create();
  const first = await sendKeyed(world, key, wanted);
  await clock.advance(24 * 3_600);
  assertReplayed(await sendKeyed(world, key, wanted), first);
  await clock.advance(3_601);
  const other = await sendKeyed(world, key, create());
  assertAccepted(other);
  assert.equal(other.headers.get("idempotency-replayed"), null);
  await clock.advance(50 * 3_600);
  assert.deepEqual(await world.sql("select count(*)::int as kept from idempotency_key"), [{ kept: 0 }]);
});

test("what is no key is refused, and nothing is done", async () => {
  const wrong = [
    "",
    '""',
    "a b",
    "a, a",
    '"a',
    '"a"b"',
    "x".repeat(256),
    `"${"x".repeat(300)}"`,
    "cl\u00e9",
    "\t",
  ];
  for (const header of wrong) {
    const orderId = newOrderId("hostile");
    const answer = await rawPost(header, JSON.stringify(redirectOrder({ order_id: orderId })));
    assert.equal(answer.status, 400, `${header}: ${answer.text}`);
    assert.match(answer.text, /"error_code":1016/);
    await assertNotStored(api, orderId);
  }
  for (const header of ["x".repeat(255), "'; drop table orders; --".replaceAll(/[ ,]/g, "_"), '"a b, c"']) {
    assert.equal((await rawPost(header, JSON.stringify(redirectOrder()))).status, 200, header);
  }
});

test("two headers are no key", async () => {
  assert.equal((await rawPost(["one", "two"], JSON.stringify(redirectOrder()))).status, 400);
});

test("an unreadable body and a wrong API key leave the key unused", async () => {
  const key = newKey();
  const wanted = create();
  assertRefused(await sendKeyed(world, key, { ...wanted, body: "{" }), { code: 1016, status: 400 });
  assertRefused(await sendKeyed(world, key, wanted, "wrong-key-wrong-key"), { code: 1032, status: 401 });
  const first = await sendKeyed(world, key, wanted);
  assertAccepted(first);
  assert.equal(first.headers.get("idempotency-replayed"), null);
});

test("a fault of ours is not kept: repeated, the request is carried out", async () => {
  const key = newKey();
  const wanted = create();
  await world.sql("alter table orders rename to orders_away");
  const failed = await sendKeyed(world, key, wanted);
  await world.sql("alter table orders_away rename to orders");
  assertRefused(failed, { code: 9999, status: 500 });
  assertAccepted(await sendKeyed(world, key, wanted));
});

test("reading takes no notice of the header", async () => {
  const key = newKey();
  for (const path of ["/me", "/gateways"]) {
    const answer = await sendKeyed(world, key, { method: "GET", path });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("idempotency-replayed"), null);
  }
});

/** As no client library would send it. */
async function rawPost(
  key: string | readonly string[],
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return await new Promise((resolve, reject) => {
    const sent = request(`${world.gatewayUrl}/v1/json/orders`, {
      method: "POST",
      headers: {
        api_key: world.apiKey,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "idempotency-key": typeof key === "string" ? key : [...key],
      },
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.end(body);
  });
}
