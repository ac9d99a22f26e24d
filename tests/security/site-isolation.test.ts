import assert from "node:assert/strict";
import { after, test } from "node:test";
import { secondsToMidnight } from "../support/amsterdam.ts";
import { type Api, type ApiAnswer, merchantApi, readOrder } from "../support/api.ts";
import { makeKey, makeSite } from "../support/command-line-key.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, numberAt, objectAt, parseJson, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { leaveCard, newReference, subsequentOrder } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: a key opens what is its own. For every call that names something, the answer to what belongs to another site is
// the answer to what does not exist, and nothing changes. Contract: README §2; tokens-transactions-account.md §2, §7.
// Method: one site owns something of each kind; every other key there is asks for it, and for a name nobody ever used.

const world = await startWorld();
after(() => world.stop());
const owner = world.api;
const apiOf = (key: string): Api => merchantApi(world.gatewayUrl, key);
const ownerIds = assertAccepted(await owner("GET", "/me"));
const accountId = String(numberAt(ownerIds, "account_id"));
const siteId = numberAt(ownerIds, "site_id");
const sibling = apiOf(await makeSite(world, "Sibling shop", "--account", accountId));
const stranger = apiOf(await makeSite(world, "Strange shop", "--account", "20002002"));
const strangeAccount = apiOf(await makeKey(world, "key", "create", "--account", "20002002"));
const pdf = { type: "PDF", base64: Buffer.from("%PDF-1.7\n%%EOF\n").toString("base64") };

const reference = newReference();
const token = await leaveCard(owner, { reference });
async function pay(api: Api, members: object = {}): Promise<{ orderId: string; transactionId: number }> {
  const order = assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ ...members })));
  return { orderId: textAt(order, "order_id"), transactionId: numberAt(order, "transaction_id") };
}
const paid = await pay(owner, { payment_options: { notification_url: "http://127.0.0.1:9/told" } });
const refund = assertAccepted(
  await owner("POST", `/orders/${paid.orderId}/refunds`, { amount: 100, currency: "EUR" }),
);
const refundId = numberAt(refund, "refund_id");
// The refund is paid, and the next night, which pays another, is a day away.
await world.clock.advance(86_400);
await world.clock.advance((await secondsToMidnight(world.clock)) + 60);
const waiting = numberAt(
  assertAccepted(await owner("POST", `/orders/${paid.orderId}/refunds`, { amount: 200, currency: "EUR" })),
  "refund_id",
);

const [notified] = listAt((await owner("GET", `/notifications?order_id=${paid.orderId}`)).body, "data");
const notification = numberAt(notified, "id");

const reserved = await pay(owner, { capture: "manual" });
const openId = newOrderId("open");
assertAccepted(await owner("POST", "/orders", redirectOrder({ order_id: openId })));

interface Names {
  /** An order that is paid, reserved or open. */
  readonly order: string | number;
  readonly transaction: number;
  readonly refund: number;
  readonly reference: string;
  readonly token: string;
  readonly site: number;
  readonly notification: number;
}

/** What nobody owns, written as such things are. */
const nobodys: Names = {
  order: "order-of-nobody",
  transaction: 9_007_199_254_740_991,
  refund: 9_007_199_254_740_990,
  reference: "nobody",
  token: "AAAAAAAAAAAAAAAAAAAAAA",
  site: 999_999,
  notification: 9_007_199_254,
};
const owned: Names = {
  order: paid.orderId,
  transaction: paid.transactionId,
  refund: waiting,
  reference,
  token,
  site: siteId,
  notification,
};

interface Call {
  /** As the description of the API names it. */
  readonly route: string;
  readonly path: (names: Names) => string;
  readonly body?: unknown;
}

const call = (route: string, path: Call["path"], body?: unknown): Call => ({ route, path, body });

const calls: readonly Call[] = [
  call("GET /orders/{order_id}", ({ order }) => `/orders/${order}`),
  call("PATCH /orders/{order_id}", ({ order }) => `/orders/${order}`, { status: "shipped" }),
  call("PATCH /orders/{order_id}", ({ order }) => `/orders/${order}`, { status: "cancelled" }),
  call("PATCH /orders/{order_id}", ({ order }) => `/orders/${order}`, { status: "declined" }),
  call("PATCH /orders/{order_id}", ({ order }) => `/orders/${order}`, { invoice_id: "1" }),
  call("PATCH /orders/{order_id}", ({ order }) => `/orders/${order}`, { new_order_id: "taken" }),
  call("POST /orders/{order_id}/cancel", ({ order }) => `/orders/${order}/cancel`, {}),
  call("POST /orders/{order_id}/files", ({ order }) => `/orders/${order}/files`, pdf),
  call("GET /receipt/{order_id}", ({ order }) => `/receipt/${order}`),
  call("GET /pos/receipt/{order_id}", ({ order }) => `/pos/receipt/${order}`),
  call("POST /orders/{order_id}/refunds", ({ order }) => `/orders/${order}/refunds`, {
    amount: 1,
    currency: "EUR",
  }),
  call("GET /orders/{order_id}/refunds", ({ order }) => `/orders/${order}/refunds`),
  call(
    "PATCH /orders/{order_id}/refunds/{refund_id}",
    (names) => `/orders/${names.order}/refunds/${names.refund}`,
    { status: "void" },
  ),
  call(
    "DELETE /orders/{order_id}/refunds/{refund_id}",
    (names) => `/orders/${names.order}/refunds/${names.refund}`,
  ),
  call("POST /orders/{order_id}/capture", ({ order }) => `/orders/${order}/capture`, { amount: 1 }),
  call("PATCH /capture/{order_id}", ({ order }) => `/capture/${order}`, { status: "cancelled" }),
  call("GET /transactions/{transaction_id}", ({ transaction }) => `/transactions/${transaction}`),
  call("GET /transactions/{transaction_id}", (names) => `/transactions/${names.refund}`),
  call("POST /notifications/{id}/resend", (names) => `/notifications/${names.notification}/resend`),
  call("GET /sites/{site_id}", ({ site }) => `/sites/${site}`),
  call("PATCH /sites/{site_id}", ({ site }) => `/sites/${site}`, { name: "Taken over" }),
  call("GET /transactions", ({ site }) => `/transactions?site_id=${site}`),
];

/** Kept cards are an account's: its sites share them, and they are kept from other accounts only. */
const tokenCalls: readonly Call[] = [
  call("GET /recurring/{reference}", (names) => `/recurring/${names.reference}`),
  call(
    "GET /recurring/{reference}/token/{token}",
    (names) => `/recurring/${names.reference}/token/${names.token}`,
  ),
  call(
    "PATCH /recurring/{reference}/update/{token}",
    (names) => `/recurring/${names.reference}/update/${names.token}`,
    { expiry_date: "3101" },
  ),
  call(
    "DELETE /recurring/{reference}/remove/{token}",
    (names) => `/recurring/${names.reference}/remove/${names.token}`,
  ),
];

const orders = [paid, reserved]
  .flatMap(({ orderId, transactionId }) => [orderId, transactionId])
  .concat(openId);

/** The owner's things, as the owner sees them. */
async function holdings(): Promise<readonly string[]> {
  const paths = [
    ...[paid.orderId, reserved.orderId, openId].map((orderId) => `/orders/${orderId}`),
    `/recurring/${reference}`,
    `/sites/${siteId}`,
    "/transactions",
    "/closing-balances",
  ];
  const answers = await Promise.all(paths.map((path) => owner("GET", path)));
  for (const { status, text } of answers) assert.equal(status, 200, text);
  const files = await world.sql("select count(*)::int as n from order_file");
  return [...answers.map(({ text }) => text), JSON.stringify(files)];
}

const told = ({ status, body }: ApiAnswer): object => ({ status, body });

async function assertStrange(api: Api, asked: Call, names: Names): Promise<void> {
  const [method = ""] = asked.route.split(" ");
  const theirs = await api(method, asked.path(names), asked.body);
  const nothing = await api(method, asked.path(nobodys), asked.body);
  assert.ok(theirs.status >= 400 && theirs.status < 500, `${asked.path(names)}: ${theirs.text}`);
  assert.deepEqual(told(theirs), told(nothing), asked.path(names));
}

const before = await holdings();

for (const [name, api] of [
  ["the key of a site of the same account", sibling],
  ["the key of a site of another account", stranger],
  ["the key of another account", strangeAccount],
] as const) {
  test(`to ${name} what is another site's is what does not exist, in every call`, async () => {
    const books = await world.controls.books();
    for (const asked of calls) {
      for (const order of orders) await assertStrange(api, asked, { ...owned, order });
    }
    assert.deepEqual(await holdings(), before);
    assert.deepEqual(await world.controls.books(), books);
  });
}

for (const [name, api] of [
  ["a site", stranger],
  ["the key", strangeAccount],
] as const) {
  test(`to ${name} of another account a kept card does not exist`, async () => {
    for (const asked of tokenCalls) await assertStrange(api, asked, owned);
    const charge = (names: Names): Promise<ApiAnswer> =>
      api("POST", "/orders", subsequentOrder({ token: names.token, reference: names.reference }));
    assert.deepEqual(told(await charge(owned)), told(await charge(nobodys)));
    assert.deepEqual(await holdings(), before);
  });
}

test("a kept card is not another shopper's of the same account", async () => {
  const other = { ...owned, reference: newReference() };
  await leaveCard(sibling, { reference: other.reference });
  for (const asked of tokenCalls.slice(1)) await assertStrange(sibling, asked, other);
  const charge = subsequentOrder({ token, reference: other.reference });
  assertRefused(await sibling("POST", "/orders", charge), { code: 1000 });
  assert.deepEqual(await holdings(), before);
});

test("one's own order leads to no refund of another's", async () => {
  const own = await pay(stranger);
  for (const id of [waiting, refundId]) {
    const path = `/orders/${own.orderId}/refunds/${id}`;
    assertRefused(await stranger("DELETE", path), { code: 1033 });
    assertRefused(await stranger("PATCH", path, { status: "void" }), { code: 1033 });
  }
  assert.deepEqual(await holdings(), before);
});

test("an order id that two sites use is each site's own", async () => {
  const own = await pay(stranger, { order_id: paid.orderId });
  const read = assertAccepted(await readOrder(stranger, paid.orderId));
  assert.equal(read["transaction_id"], own.transactionId);
  assertAccepted(await stranger("PATCH", `/orders/${paid.orderId}`, { status: "shipped" }));
  assert.deepEqual(await holdings(), before);
});

test("lists hold one's own, also from another's cursor", async () => {
  const { body } = await owner("GET", "/transactions?limit=1");
  const cursors = [textAt(body, "pager", "cursor", "after"), textAt(body, "pager", "cursor", "before")];
  for (const api of [stranger, strangeAccount, sibling]) {
    for (const query of ["", `?after=${cursors[0]}`, `?before=${cursors[1]}`, "?site_id="]) {
      const answer = await api("GET", `/transactions${query}`);
      assert.equal(answer.status, 200, answer.text);
      for (const line of listAt(answer.body, "data"))
        assert.notEqual(numberAt(line, "site_id"), siteId, query);
    }
    assert.deepEqual(listAt((await api("GET", "/closing-balances")).body, "data"), []);
  }
  assert.notDeepEqual(listAt((await owner("GET", "/closing-balances")).body, "data"), []);
});

test("no call of the API that names something is left out here", async () => {
  const response = await fetch(`${world.gatewayUrl}/openapi.json`);
  const described = Object.entries(objectAt(parseJson(await response.text()), "paths")).flatMap(
    ([path, methods]) => Object.keys(objectAt(methods)).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const asked = new Set([...calls, ...tokenCalls].map(({ route }) => route));
  const names = described.filter((route) => route.includes("{") && !route.includes("{gateway_id}"));
  assert.ok(names.length >= 15);
  assert.deepEqual(
    names.filter((route) => !asked.has(route)),
    [],
  );
});
