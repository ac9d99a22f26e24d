import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Api, merchantApi } from "../support/api.ts";
import { makeKey, makeSite } from "../support/command-line-key.ts";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: a merchant reads and changes what is told of his sites, and of nobody else's. Contract:
// tokens-transactions-account.md §7; README §4.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const me = assertAccepted(await api("GET", "/me"));
const siteId = numberAt(me, "site_id");
const accountId = numberAt(me, "account_id");
const own = `/sites/${siteId}`;
const foreignKey = await makeSite(world, "Foreign shop", "--account", "20002002");
const foreign: Api = merchantApi(world.gatewayUrl, foreignKey);
const foreignId = numberAt(assertAccepted(await foreign("GET", "/me")), "site_id");

test("a site is read with all its members and its key", async () => {
  assert.deepEqual(assertAccepted(await api("GET", own)), {
    account_id: accountId,
    api_key: world.apiKey,
    id: siteId,
    name: "Demo shop",
    notification_url: null,
    price_from: null,
    price_till: null,
    support_email: null,
    support_phone: null,
    url: null,
  });
});

const profile = {
  name: "Bicycles & more",
  notification_url: "https://shop.example.com/notify",
  url: "https://shop.example.com",
  price_from: 100,
  price_till: 250000,
  support_email: "help@shop.example.com",
  support_phone: "+31 20 123 45 67",
};

test("what is told of a site is changed, all of it or a part, and taken away again", async () => {
  assert.deepEqual(objectPart(assertAccepted(await api("PATCH", own, profile))), profile);
  assert.deepEqual(objectPart(assertAccepted(await api("GET", own))), profile);
  await api("PATCH", own, { name: "Bicycles", price_from: "200", locale: "nl_NL" });
  assert.deepEqual(objectPart(assertAccepted(await api("GET", own))), {
    ...profile,
    name: "Bicycles",
    price_from: 200,
  });
  const bare = { notification_url: null, url: "", price_from: null, support_email: "", support_phone: null };
  const changed = assertAccepted(await api("PATCH", own, bare));
  for (const member of Object.keys(bare)) assert.equal(changed[member], null, member);
  assert.equal(changed["price_till"], profile.price_till);
});

const objectPart = (site: object): object =>
  Object.fromEntries(Object.entries(site).filter(([member]) => member in profile));

const long = "x".repeat(121);
for (const [member, value] of [
  ["name", ""],
  ["name", null],
  ["name", long],
  ["name", "a\u0000b"],
  ["name", 12],
  ["notification_url", "shop.example.com"],
  ["notification_url", "javascript:alert(1)"],
  ["url", {}],
  ["price_from", -1],
  ["price_from", 1.5],
  ["price_till", "much"],
  ["support_email", "nobody"],
  ["support_email", ["a@example.com"]],
  ["support_phone", "call me"],
] as const) {
  test(`${JSON.stringify(value).slice(0, 30)} is no ${member}, and nothing is changed`, async () => {
    const before = assertAccepted(await api("GET", own));
    const answer = await api("PATCH", own, { url: "https://other.example.com", [member]: value });
    assert.equal(answer.status, 422, answer.text);
    assert.equal(objectAt(answer.body)["success"], false);
    assert.equal(textAt(answer.body, "message"), "Validation error");
    const errors = listAt(answer.body, "errors");
    assert.deepEqual(
      errors.map((error) => textAt(error, "attribute")),
      [member],
    );
    assert.deepEqual(Object.keys(objectAt(errors[0])).toSorted(), ["attribute", "details", "message", "uri"]);
    assert.deepEqual(assertAccepted(await api("GET", own)), before);
  });
}

test("every wrong member is named", async () => {
  const answer = await api("PATCH", own, { name: "", url: "no", support_email: "no" });
  assert.deepEqual(
    listAt(answer.body, "errors").map((error) => textAt(error, "attribute")),
    ["name", "url", "support_email"],
  );
});

test("prices from above till are refused, given together or one by one", async () => {
  assert.equal((await api("PATCH", own, { price_from: 300, price_till: 200 })).status, 422);
  assertAccepted(await api("PATCH", own, { price_from: 100, price_till: 200 }));
  assert.equal((await api("PATCH", own, { price_from: 201 })).status, 422);
  assert.equal((await api("PATCH", own, { price_till: 99 })).status, 422);
});

test("a body that is no JSON is refused", async () => {
  assertRefused(await api("PATCH", own, "{"), { code: 1016, status: 400 });
});

for (const [method, body] of [
  ["GET", undefined],
  ["PATCH", { name: "Mine now" }],
] as const) {
  test(`${method} of a site that is not one's own is forbidden, whether it exists or not`, async () => {
    for (const id of [foreignId, 999_999]) {
      const answer = await api(method, `/sites/${id}`, body);
      assert.equal(answer.status, 403);
      assert.deepEqual(answer.body, { message: "Forbidden" });
    }
    assert.equal(assertAccepted(await foreign("GET", `/sites/${foreignId}`))["name"], "Foreign shop");
  });

  test(`${method} of what is no site is not found, and a wrong key is forbidden`, async () => {
    const nothing = await api(method, "/sites/mine", body);
    assert.equal(nothing.status, 404);
    assert.deepEqual(nothing.body, { message: "Not found" });
    const wrong = await api(method, own, body, { api_key: "0123456789abcdef0123456789abcdef01234567" });
    assert.equal(wrong.status, 403);
    assert.deepEqual(wrong.body, { message: "Forbidden" });
  });
}

test("an account's key reads and changes the sites of the account, and no other", async () => {
  const account = merchantApi(
    world.gatewayUrl,
    await makeKey(world, "key", "create", "--account", String(accountId)),
  );
  assert.equal(assertAccepted(await account("PATCH", own, { name: "By account" }))["name"], "By account");
  assert.equal((await account("GET", `/sites/${foreignId}`)).status, 403);
});

test("the site's notification URL is called for orders that name none", async () => {
  assertAccepted(await api("PATCH", own, { notification_url: `${shop.url}/of-site` }));
  const orderId = newOrderId();
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  const [call] = await shop.receives("/of-site", 1);
  assert.equal(call?.query.get("transactionid"), orderId);
  assertAccepted(await api("PATCH", own, { notification_url: null }));
});
