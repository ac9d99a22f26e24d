import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { listAt, textAt } from "../support/json.ts";
import { redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a browser's token opens the lists of payment methods for ten minutes, and nothing else. Contract:
// tokens-transactions-account.md §4; README §2.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;

const newToken = async (): Promise<string> =>
  textAt(assertAccepted(await api("GET", "/auth/api_token")), "api_token");

const forms = (token: string): readonly (readonly [string, Readonly<Record<string, string>>])[] => [
  [`?api_token=${token}`, {}],
  [`?api_key=${token}`, {}],
  ["", { api_key: token }],
  ["", { authorization: `Bearer ${token}` }],
];

test("a token begins with pub.v2. and differs from the key", async () => {
  const token = await newToken();
  assert.match(token, /^pub\.v2\.[\x21-\x7e]{20,}$/);
  assert.ok(!token.includes(world.apiKey));
});

test("a token opens gateways and payment methods in every form, for the page of a shop", async () => {
  const token = await newToken();
  for (const [query, headers] of forms(token)) {
    for (const path of ["/gateways", "/payment-methods"]) {
      const answer = await api("GET", path + query, undefined, headers);
      assert.equal(answer.status, 200, answer.text);
      assert.ok(listAt(answer.body, "data").length > 0);
      assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    }
    assertAccepted(await api("GET", `/gateways/VISA${query}`, undefined, headers));
    assertRefused(await api("GET", `/issuers/nosuchgateway${query}`, undefined, headers), { code: 1036 });
  }
});

test("an answer to a key is not for the pages of other origins", async () => {
  const answer = await api("GET", "/gateways");
  assert.equal(answer.headers.get("access-control-allow-origin"), null);
});

for (const [method, path, body] of [
  ["POST", "/orders", redirectOrder()],
  ["GET", "/orders/1", undefined],
  ["GET", "/auth/api_token", undefined],
  ["GET", "/me", undefined],
  ["GET", "/categories", undefined],
] as const) {
  test(`${method} ${path} is not for a token`, async () => {
    for (const [query, headers] of forms(await newToken()).slice(1)) {
      assertRefused(await api(method, path + query, body, headers), { code: 1032, status: 401 });
    }
  });
}

test("a token tells no transactions", async () => {
  assert.equal((await api("GET", "/transactions", undefined, { api_key: await newToken() })).status, 403);
});

test("a token that is changed in any part opens nothing", async () => {
  const token = await newToken();
  const parts = token.split(".");
  const later = parts.with(3, String(Number(parts[3]) + 600)).join(".");
  const other = parts.with(2, "2").join(".");
  const signed = token.slice(0, -1) + (token.endsWith("0") ? "1" : "0");
  for (const forged of [later, other, signed, token.slice(0, -2), `${token}00`, "pub.v2.", "pub.v2.1.2.3"]) {
    const answer = await api("GET", `/gateways?api_token=${forged}`, undefined, {});
    assertRefused(answer, { code: 1032, status: 401 });
  }
});

test("a token is good for ten minutes by the clock, and not for a second more", async () => {
  const token = await newToken();
  await clock.advance(540);
  assert.equal((await api("GET", `/gateways?api_token=${token}`, undefined, {})).status, 200);
  await clock.advance(60);
  assertRefused(await api("GET", `/gateways?api_token=${token}`, undefined, {}), { code: 1032, status: 401 });
});
