import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Api, merchantApi, readOrder } from "../support/api.ts";
import { makeKey, makeSite } from "../support/command-line-key.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: an account's key sees all sites of the account, those only, and moves nothing. Method: three sites, two of them
// of one account. Contract: README §2; tokens-transactions-account.md §2, §5; orders.md §3.

const world = await startWorld();
after(() => world.stop());
const first = world.api;
const apiOf = (key: string): Api => merchantApi(world.gatewayUrl, key);
const me = assertAccepted(await first("GET", "/me"));
const accountId = numberAt(me, "account_id");
const second = apiOf(await makeSite(world, "Second shop", "--account", String(accountId)));
const foreign = apiOf(await makeSite(world, "Foreign shop", "--account", "20002002"));
const account = apiOf(await makeKey(world, "key", "create", "--account", String(accountId)));

const idOf = async (api: Api): Promise<number> =>
  numberAt(assertAccepted(await api("GET", "/me")), "site_id");
const sites = { first: await idOf(first), second: await idOf(second), foreign: await idOf(foreign) };

const pay = async (api: Api, orderId: string): Promise<number> =>
  numberAt(
    assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }))),
    "transaction_id",
  );

const paid = {
  first: await pay(first, "in-first"),
  second: await pay(second, "in-second"),
  foreign: await pay(foreign, "in-foreign"),
};

async function list(api: Api, query = ""): Promise<readonly string[]> {
  const answer = await api("GET", `/transactions${query}`);
  assert.equal(answer.status, 200, answer.text);
  objectAt(answer.body, "pager");
  return listAt(answer.body, "data").map((line) => textAt(line, "order_id"));
}

test("an account's key knows its account, its role and a site", async () => {
  assert.deepEqual(assertAccepted(await account("GET", "/me")), {
    account_id: accountId,
    role: "account",
    site_id: sites.first,
  });
});

test("an account's key lists what all sites of the account took, newest first", async () => {
  assert.deepEqual(await list(account), ["in-second", "in-first"]);
  assert.deepEqual(await list(first), ["in-first"]);
});

test("pages over several sites have each transaction once", async () => {
  const one = await account("GET", "/transactions?limit=1");
  const next = await list(account, `?limit=1&after=${textAt(one.body, "pager", "cursor", "after")}`);
  assert.deepEqual([textAt(one.body, "data", 0, "order_id"), ...next], ["in-second", "in-first"]);
});

test("a filter finds what fits in each site, and only there", async () => {
  assert.deepEqual(await list(account, "?payment_method=VISA&limit=1"), ["in-second"]);
  assert.deepEqual(await list(account, "?financial_status=completed"), ["in-second", "in-first"]);
  assert.deepEqual(await list(account, "?status=completed,shipped&payment_method=VISA,AMEX"), [
    "in-second",
    "in-first",
  ]);
  assert.deepEqual(await list(account, "?financial_status=uncleared"), []);
});

test("site_id narrows the list, and its pages keep it", async () => {
  assert.deepEqual(await list(account, `?site_id=${sites.second}`), ["in-second"]);
  assert.deepEqual(await list(first, `?site_id=${sites.first}`), ["in-first"]);
  const { body } = await account("GET", `/transactions?site_id=${sites.second}`);
  assert.match(textAt(body, "pager", "after"), new RegExp(`site_id=${sites.second}\\b`));
  assert.equal(numberAt(body, "data", 0, "site_id"), sites.second);
});

for (const [name, api, site] of [
  ["a site's key for another site of its account", first, String(sites.second)],
  ["a site's key for a foreign site", first, String(sites.foreign)],
  ["an account's key for a foreign site", account, String(sites.foreign)],
  ["an account's key for a site that does not exist", account, "999999"],
  ["an account's key for what is no site", account, "first"],
] as const) {
  test(`the transactions are forbidden to ${name}`, async () => {
    const answer = await api("GET", `/transactions?site_id=${site}`);
    assert.equal(answer.status, 403);
    assert.deepEqual(answer.body, { message: "Forbidden" });
  });
}

test("one transaction is found across the account, and no foreign one", async () => {
  const found = assertAccepted(await account("GET", `/transactions/${paid.second}`));
  assert.equal(found["order_id"], "in-second");
  assert.equal((await account("GET", `/transactions/${paid.foreign}`)).status, 404);
  assert.equal((await first("GET", `/transactions/${paid.second}`)).status, 404);
});

test("orders are read across the account by order id and by transaction id", async () => {
  for (const name of ["in-second", String(paid.second)]) {
    assert.equal(assertAccepted(await readOrder(account, name))["transaction_id"], paid.second);
  }
  for (const name of ["in-foreign", String(paid.foreign)]) {
    assertRefused(await readOrder(account, name), { code: 1006 });
  }
  assertRefused(await readOrder(first, "in-second"), { code: 1006 });
});

test("of two sites that used one order id the newest order is read", async () => {
  const orderId = newOrderId();
  await pay(first, orderId);
  await world.clock.advance(1);
  const newest = await pay(second, orderId);
  assert.equal(assertAccepted(await readOrder(account, orderId))["transaction_id"], newest);
});

for (const [method, path, body] of [
  ["POST", "/orders", redirectOrder()],
  ["PATCH", "/orders/in-first", { status: "shipped" }],
  ["POST", "/orders/in-first/refunds", { currency: "EUR", amount: 100 }],
  ["POST", "/orders/in-first/capture", { amount: 100 }],
  ["POST", "/orders/in-first/cancel", {}],
  ["GET", "/auth/api_token", undefined],
] as const) {
  test(`${method} ${path} is not for an account's key`, async () => {
    assertRefused(await account(method, path, body), { code: 1032, status: 401 });
    assert.equal(assertAccepted(await readOrder(first, "in-first"))["status"], "completed");
  });
}

test("an account's key reads the catalogue", async () => {
  for (const path of ["/gateways", "/payment-methods", "/categories"]) {
    assert.equal((await account("GET", path)).status, 200, path);
  }
});

test("a site may have several keys, and each works", async () => {
  const further = apiOf(await makeKey(world, "key", "create", "--site", String(sites.second)));
  assert.equal(await idOf(further), sites.second);
  assert.equal(await idOf(second), sites.second);
});

for (const words of [
  ["--account", "77777777"],
  ["--site", "999999"],
  ["--site", "1", "--account", "1"],
  ["--account", "mine"],
  [],
]) {
  test(`no key is made with ${words.join(" ") || "nothing said"}`, async () => {
    const { code, output } = await world.commandLine("key", "create", ...words);
    assert.equal(code, 1, output);
    assert.match(output, /Nothing was done/);
  });
}

test("an account's key lists how the day ended for each of its sites, a site's key for its own", async () => {
  await world.clock.advance(25 * 3_600);
  const closed = async (api: Api): Promise<readonly number[]> => {
    const answer = await api("GET", "/closing-balances?currency=EUR");
    assert.equal(answer.status, 200, answer.text);
    const lines = listAt(answer.body, "data");
    assert.equal(numberAt(answer.body, "page", "total"), lines.length);
    for (const line of lines) assert.equal(numberAt(line, "account_id"), accountId);
    return [...new Set(lines.map((line) => numberAt(line, "site_id")))];
  };
  assert.deepEqual(await closed(account), [sites.first, sites.second]);
  assert.deepEqual(await closed(second), [sites.second]);
});
