import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused } from "../support/expectations.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: who may call the merchant API, and what the others are told. Contract: README.md §2.

const world = await startWorld();
after(() => world.stop());
const { api, apiKey } = world;

const wrong = "0123456789abcdef0123456789abcdef01234567";
const refused = { code: 1032, status: 401 };

const existing = newOrderId();
assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: existing })));

interface Form {
  readonly name: string;
  readonly headers?: (key: string) => Record<string, string>;
  readonly query?: (key: string) => string;
}

const forms: readonly Form[] = [
  { name: "the header api_key", headers: (key) => ({ api_key: key }) },
  { name: "the header Api_Key in another case", headers: (key) => ({ Api_Key: key }) },
  { name: "a bearer token", headers: (key) => ({ authorization: `Bearer ${key}` }) },
  { name: "a bearer token in lower case", headers: (key) => ({ authorization: `bearer ${key}` }) },
  { name: "the query", query: (key) => `?api_key=${key}` },
  { name: "the query beside others", query: (key) => `?locale=en_US&api_key=${key}` },
];

for (const { name, headers = () => ({}), query = () => "" } of forms) {
  test(`takes the key by ${name}`, async () => {
    const read = await api("GET", `/orders/${existing}${query(apiKey)}`, undefined, headers(apiKey));
    assertAccepted(read);
    const created = await api("POST", `/orders${query(apiKey)}`, redirectOrder(), headers(apiKey));
    assertAccepted(created);
  });

  test(`refuses a wrong key by ${name} and stores nothing`, async () => {
    const body = redirectOrder();
    assertRefused(await api("POST", `/orders${query(wrong)}`, body, headers(wrong)), refused);
    assertRefused(await api("GET", `/orders/${existing}${query(wrong)}`, undefined, headers(wrong)), refused);
    assertRefused(await api("GET", `/orders/${String(body["order_id"])}`), { code: 1006 });
  });
}

test("white space around the key does not count", async () => {
  assertAccepted(
    await api("GET", `/orders/${existing}`, undefined, { authorization: `Bearer   ${apiKey} ` }),
  );
  assertAccepted(await api("GET", `/orders/${existing}?api_key=%20${apiKey}%20`, undefined, {}));
});

test("the header wins over the bearer token, and that over the query", async () => {
  const path = `/orders/${existing}`;
  assertAccepted(
    await api("GET", `${path}?api_key=${wrong}`, undefined, {
      api_key: apiKey,
      authorization: `Bearer ${wrong}`,
    }),
  );
  assertRefused(
    await api("GET", `${path}?api_key=${apiKey}`, undefined, {
      api_key: wrong,
      authorization: `Bearer ${apiKey}`,
    }),
    refused,
  );
  assertRefused(
    await api("GET", `${path}?api_key=${apiKey}`, undefined, { authorization: `Bearer ${wrong}` }),
    refused,
  );
});

for (const [name, headers] of [
  ["no key", {}],
  ["an empty key", { api_key: "" }],
  ["an empty bearer token", { authorization: "Bearer " }],
  ["another scheme", { authorization: "Basic c2FtOnNlY3JldA==" }],
  ["a prefix of the key", { api_key: apiKey.slice(0, -1) }],
  ["the key and one character more", { api_key: `${apiKey}0` }],
  ["a very long key", { api_key: "k".repeat(4_000) }],
] as const) {
  test(`refuses ${name}`, async () => {
    assertRefused(await api("GET", `/orders/${existing}`, undefined, headers), refused);
    assertRefused(await api("POST", "/orders", redirectOrder(), headers), refused);
    assertRefused(await api("GET", "/gateways", undefined, headers), refused);
  });
}

test("a wrong key hears the same of an order that exists and of one that does not", async () => {
  const there = await api("GET", `/orders/${existing}`, undefined, { api_key: wrong });
  const notThere = await api("GET", `/orders/${newOrderId()}`, undefined, { api_key: wrong });
  assert.equal(there.text, notThere.text);
});

test("the key appears in no log line", async () => {
  await api("GET", `/orders/${existing}?api_key=${apiKey}`, undefined, {});
  assert.equal(world.gatewayLog().includes(apiKey), false);
});

test("health needs no key", async () => {
  const response = await fetch(`${world.gatewayUrl}/health`);
  assert.equal(response.status, 200);
});
