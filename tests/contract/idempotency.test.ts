import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { at, listAt, numberAt } from "../support/json.ts";
import { assertReplayed, type Call, newKey, sendKeyed } from "../support/keyed.ts";
import {
  cards,
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { leaveCard, newReference } from "../support/recurring.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a request that is sent again under its Idempotency-Key is answered as the first time and does nothing more,
// whatever it asks for. Method: each kind of request twice, with all rows of the house counted in between.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const siteId = numberAt(assertAccepted(await api("GET", "/me")), "site_id");

async function made(body: OrderBody): Promise<string> {
  assertAccepted(await api("POST", "/orders", body));
  return `/orders/${String(body["order_id"])}`;
}
const unpaid = (): Promise<string> => made(redirectOrder());
const paid = (members: OrderBody = {}): Promise<string> => made(directOrderWithout3ds(members));
const reserved = (): Promise<string> => paid({ capture: "manual" });

async function refunded(): Promise<string> {
  const order = await paid();
  const refund = assertAccepted(await api("POST", `${order}/refunds`, { currency: "EUR", amount: 100 }));
  return `${order}/refunds/${numberAt(refund, "refund_id")}`;
}

async function tokenPath(verb: "update" | "remove"): Promise<string> {
  const reference = newReference();
  return `/recurring/${reference}/${verb}/${await leaveCard(api, { reference })}`;
}

async function toldPath(): Promise<string> {
  const orderId = newOrderId("told");
  await made(
    directOrderWithout3ds({
      order_id: orderId,
      payment_options: { notification_url: `${shop.url}/n/${orderId}`, notification_method: "POST" },
    }),
  );
  await shop.receives(`/n/${orderId}`, 1);
  const log = await api("GET", `/notifications?order_id=${orderId}`);
  return `/notifications/${numberAt(listAt(log.body, "data")[0] ?? null, "id")}/resend`;
}

const call = (method: string, path: string, body?: unknown): Call => ({ method, path, body });

const kinds: Readonly<Record<string, () => Promise<Call>>> = {
  "a payment link": async () => call("POST", "/orders", redirectOrder()),
  "a card payment": async () => call("POST", "/orders", directOrderWithout3ds()),
  "a declined card payment": async () =>
    call("POST", "/orders", directOrderWithout3ds({}, { number: cards.visaInsufficientFunds })),
  "a card payment with a challenge": async () => call("POST", "/orders", directOrder()),
  "a payment at a bank": async () =>
    call("POST", "/orders", directOrder({ gateway: "IDEAL", gateway_info: {} })),
  "a shipment": async () => call("PATCH", await paid(), { status: "shipped", carrier: "Post" }),
  "a cancelled payment link": async () => call("PATCH", await unpaid(), { status: "cancelled" }),
  "a cancelled payment": async () => call("POST", `${await unpaid()}/cancel`),
  "a refund": async () => call("POST", `${await paid()}/refunds`, { currency: "EUR", amount: 250 }),
  "a cancelled refund": async () => call("DELETE", await refunded()),
  "a refund set to void": async () => call("PATCH", await refunded(), { status: "void" }),
  "a capture": async () => call("POST", `${await reserved()}/capture`, {}),
  "a capture of a part": async () =>
    call("POST", `${await reserved()}/capture`, { amount: 400, new_order_id: newOrderId("part") }),
  "a release": async () =>
    call("PATCH", (await reserved()).replace("/orders", "/capture"), { status: "cancelled" }),
  "a document": async () =>
    call("POST", `${await paid()}/files`, {
      type: "PDF",
      base64: Buffer.from("%PDF-1.7 proof").toString("base64"),
    }),
  "another expiry of a card": async () => call("PATCH", await tokenPath("update"), { expiry_date: "3101" }),
  "a removed token": async () => call("DELETE", await tokenPath("remove")),
  "what is told of a site": async () => call("PATCH", `/sites/${siteId}`, { name: "Lamps" }),
  "a notification sent again": async () => call("POST", await toldPath()),
};

/** All that a request could have made or changed; jobs and notifications move by themselves. */
const rows = async (): Promise<unknown> =>
  await world.sql(`select
    (select count(*) || '/' || sum(version) from orders) as orders,
    (select count(*) from payment_attempt) as attempts,
    (select count(*) || '/' || count(*) filter (where state = 'void') from related_transaction) as related,
    (select count(*) from card_token) as tokens,
    (select count(*) from order_file) as files,
    (select sum(count) from notification_resend) as resent,
    (select string_agg(name, ' ') from site) as sites,
    (select count(*) from transfer) as transfers`);

for (const [kind, prepare] of Object.entries(kinds)) {
  test(`${kind} is answered again byte for byte, and nothing more is done`, async () => {
    const wanted = await prepare();
    const key = newKey();
    const first = await sendKeyed(world, key, wanted);
    assert.equal(first.status, 200, first.text);
    assert.equal(first.headers.get("idempotency-replayed"), null);
    const before = await rows();
    assertReplayed(await sendKeyed(world, key, wanted), first);
    assertReplayed(await sendKeyed(world, `"${key}"`, wanted), first);
    assert.deepEqual(await rows(), before);
  });
}

test("without the key the same requests are what they were", async () => {
  const refund = call("POST", `${await paid()}/refunds`, { currency: "EUR", amount: 100 });
  const refundIds = [];
  for (const key of [newKey(), newKey()]) {
    refundIds.push(numberAt(assertAccepted(await sendKeyed(world, key, refund)), "refund_id"));
  }
  assert.notEqual(refundIds[0], refundIds[1]);
});

test("a refusal is an answer too: what mends it is another request with another key", async () => {
  const orderId = newOrderId("later");
  const refund = call("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 100 });
  const key = newKey();
  const first = await sendKeyed(world, key, refund);
  assertRefused(first, { code: 404 });
  await paid({ order_id: orderId });
  assertReplayed(await sendKeyed(world, key, refund), first);
  assertAccepted(await sendKeyed(world, newKey(), refund));
});

test("the answer of a site's change holds its key, and no plain column of the answers does", async () => {
  const kept = await world.sql(
    "select encode(answer, 'escape') as answer, name, request from idempotency_key",
  );
  assert.ok(kept.length > 20);
  for (const secret of [world.apiKey, cards.visa, "order_id", "payment_url"]) {
    assert.ok(!JSON.stringify(kept).includes(secret), secret);
  }
  const told = await sendKeyed(world, newKey(), call("PATCH", `/sites/${siteId}`, { name: "Lamps & more" }));
  assert.equal(at(told.body, "data", "api_key"), world.apiKey);
});
