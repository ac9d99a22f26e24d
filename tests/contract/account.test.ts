import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { isObject, listAt, numberAt, textAt } from "../support/json.ts";
import { startWorld } from "../support/world.ts";

// Goal: what SDKs ask about the account, and a plain word about what there is not. Contract:
// tokens-transactions-account.md §5, §6; gateways.md §3; errors.md.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const wrong = { api_key: "0123456789abcdef0123456789abcdef01234567" };

test("the key is told which account and site it belongs to", async () => {
  const me = assertAccepted(await api("GET", "/me"));
  assert.deepEqual(Object.keys(me).toSorted(), ["account_id", "role", "site_id"]);
  assert.equal(me["role"], "site");
  for (const name of ["account_id", "site_id"]) {
    const id = numberAt(me, name);
    assert.ok(Number.isSafeInteger(id) && id > 0, `${name}: ${id}`);
  }
});

test("the account is the same at every question, in every form of the key", async () => {
  const me = assertAccepted(await api("GET", "/me"));
  const bearer = { authorization: `Bearer ${world.apiKey}` };
  assert.deepEqual(assertAccepted(await api("GET", "/me?locale=en_US", undefined, bearer)), me);
});

const categoryCodes = [...Array.from({ length: 15 }, (_, index) => String(100 + index)), "999"];

test("every category has a code and a description", async () => {
  const answer = await api("GET", "/categories");
  assert.equal(answer.status, 200);
  const categories = listAt(answer.body, "data");
  assert.deepEqual(
    categories.map((category) => textAt(category, "code")),
    categoryCodes,
  );
  for (const category of categories) {
    assert.ok(isObject(category));
    assert.deepEqual(Object.keys(category).toSorted(), ["code", "description"]);
    assert.notEqual(textAt(category, "description"), "");
  }
});

for (const gateway of ["mybank", "VISA", "nosuchgateway"]) {
  test(`${gateway} has no issuers here`, async () => {
    assertRefused(await api("GET", `/issuers/${gateway}`), { code: 1036 });
  });
}

const notOffered = [
  ["POST", "/signup-account"],
  ["GET", "/accounts"],
  ["GET", "/accounts/10000001/balances"],
  ["POST", "/accounts/10000001/payouts"],
  ["GET", "/customers"],
  ["PATCH", "/customers/1"],
  ["GET", "/terminals"],
  ["GET", "/terminal-groups/1/terminals"],
  ["POST", "/wallets/sessions/applepay"],
  ["GET", "/wallets/configs/paypal"],
  ["POST", "/pos/orders"],
] as const;

for (const [method, path] of notOffered) {
  test(`${method} ${path} is not offered, and says so`, async () => {
    const answer = await api(method, path, method === "GET" ? undefined : {});
    assertRefused(answer, { code: 1000 });
    assert.match(textAt(answer.body, "error_info"), /^Not offered/);
  });
}

for (const path of ["/me", "/categories", "/issuers/ideal", "/terminals", "/accounts/1/sites"]) {
  test(`${path} is not for a wrong key`, async () => {
    assertRefused(await api("GET", path, undefined, wrong), { code: 1032, status: 401 });
  });
}
