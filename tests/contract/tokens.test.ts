import assert from "node:assert/strict";
import { after, test } from "node:test";
import { callJson } from "../support/api.ts";
import { assertAccepted, assertRefused, assertRefusedSomehow } from "../support/expectations.ts";
import { listAt, textAt } from "../support/json.ts";
import { cards, directOrder, newOrderId } from "../support/orders.ts";
import { leaveCard, namesOf, newReference, subsequentOrder, tokensOf } from "../support/recurring.ts";
import { startWorld } from "../support/world.ts";

// Goal: a shop sees, mends and removes the cards its shoppers left. Contract: tokens-transactions-account.md §1.

const world = await startWorld({ threeDS: "frictionless" });
after(() => world.stop());
const { api } = world;

const unknown = { code: 1000, status: 410 };

test("an official client leaves a card, finds it, charges it and removes it", async () => {
  // As the Python SDK's own suite does: bearer key, locale in every query, no browser, a bank that does not challenge.
  const bearer = { authorization: `Bearer ${world.apiKey}`, accept: "application/json" };
  const reference = newReference("ref");
  const body = {
    ...directOrder({ order_id: newOrderId("python"), recurring_model: "cardOnFile" }),
    customer: { locale: "en_US", ip_address: "192.0.2.10", reference, user_agent: "Mozilla/5.0" },
  };
  const order = assertAccepted(await api("POST", "/orders?locale=en_US", body, bearer));
  assert.equal(order["status"], "completed");
  const token = textAt(order, "payment_details", "recurring_id");
  const list = await api("GET", `/recurring/${reference}?limit=10&offset=0&locale=en_US`, undefined, bearer);
  assert.deepEqual(assertAccepted(list)["tokens"], [
    {
      token,
      code: "VISA",
      display: "Card xxxx xxxx xxxx 1111",
      bin: 411111,
      name_holder: "Sam Sample",
      expiry_date: "3012",
      expired: 0,
      last4: "1111",
      model: "cardOnFile",
      recurring_model: "cardOnFile",
    },
  ]);
  const read = await api("GET", `/recurring/${reference}/token/${token}?locale=en_US`, undefined, bearer);
  assert.deepEqual(assertAccepted(read), listAt(assertAccepted(list), "tokens")[0]);
  const charge = subsequentOrder({ token, reference });
  assert.equal(assertAccepted(await api("POST", "/orders", charge, bearer))["status"], "completed");
  const removed = await callJson(
    `${world.gatewayUrl}/v1/json/recurring/${reference}/remove/${token}?locale=en_US`,
    { method: "DELETE", headers: { ...bearer, "content-type": "application/json" } },
  );
  assert.deepEqual(assertAccepted(removed), { removed: true });
  assertRefused(await tokensOf(api, reference), unknown);
});

test("a removed card is gone: not listed, not charged, not in the database, and removed once", async () => {
  const reference = newReference();
  const [first, second] = [
    await leaveCard(api, { reference }),
    await leaveCard(api, { reference, card: { number: cards.mastercard } }),
  ];
  const path = `/recurring/${reference}/remove/${first}`;
  assertAccepted(await api("DELETE", path));
  assertRefused(await api("DELETE", path), unknown);
  assertRefused(await api("GET", `/recurring/${reference}/token/${first}`), unknown);
  assertRefused(
    await api("PATCH", `/recurring/${reference}/update/${first}`, { expiry_date: "3101" }),
    unknown,
  );
  assertRefused(await api("POST", "/orders", subsequentOrder({ token: first, reference })), { code: 1000 });
  assert.deepEqual(await world.sql("select token from card_token where reference = $1", [reference]), [
    { token: second },
  ]);
  assert.deepEqual(await namesOf(api, reference), [second]);
  const again = await leaveCard(api, { reference });
  assert.notEqual(again, first, "what was removed does not come back under its name");
});

test("the list is a page of at most ten, newest first, and empty behind the last", async () => {
  const reference = newReference();
  const numbers = [cards.visa, cards.visaSecond, cards.mastercard, cards.mastercardSeed, cards.maestro];
  const left: string[] = [];
  for (const model of ["cardOnFile", "subscription", "unscheduled"]) {
    for (const number of numbers.slice(0, 4)) {
      left.unshift(await leaveCard(api, { reference, model, card: { number } }));
      await world.clock.advance(1);
    }
  }
  const page = async (query: string): Promise<readonly string[]> =>
    listAt(assertAccepted(await tokensOf(api, reference, query)), "tokens").map((token) =>
      textAt(token, "token"),
    );
  assert.deepEqual(await page(""), left.slice(0, 10));
  assert.deepEqual(await page("?limit=5&offset=2"), left.slice(2, 7));
  assert.deepEqual(await page("?limit=100000"), left);
  assert.deepEqual(await page("?limit=&offset="), left.slice(0, 10));
  assert.deepEqual(await page("?offset=12"), []);
  assert.deepEqual(await page("?offset=999999999999999"), []);
});

for (const query of [
  "limit=0",
  "limit=-1",
  "limit=ten",
  "limit=1.5",
  "offset=-1",
  "offset=x",
  "limit=1&limit=2",
]) {
  test(`refuses a page asked for by ${query}`, async () => {
    const reference = newReference();
    await leaveCard(api, { reference });
    assertRefused(await tokensOf(api, reference, `?${query}`), { code: 1016 });
  });
}

test("the expiry is updated, as text or number, and nothing else of the card", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const path = `/recurring/${reference}`;
  const before = assertAccepted(await api("GET", `${path}/token/${token}`));
  for (const [given, expiry, expired] of [
    ["3101", "3101", 0],
    [3102, "3102", 0],
    [912, "0912", 1],
  ] as const) {
    const updated = await api("PATCH", `${path}/update/${token}`, { expiry_date: given });
    assert.deepEqual(assertAccepted(updated), { updated: true });
    const read = assertAccepted(await api("GET", `${path}/token/${token}`));
    assert.deepEqual(read, { ...before, expiry_date: expiry, expired });
  }
});

test("refuses an expiry that is none, and changes nothing", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const path = `/recurring/${reference}/update/${token}`;
  for (const given of ["3013", "3000", "12/30", "abcd", true, { y: 30 }, "9".repeat(5_000)]) {
    assertRefused(await api("PATCH", path, { expiry_date: given }), unknown);
  }
  for (const body of [{}, { expiry_date: null }, { expiry_date: "" }]) {
    assertRefused(await api("PATCH", path, body), { code: 1016 });
  }
  assertRefusedSomehow(await api("PATCH", path, "no json"));
  const read = assertAccepted(await api("GET", `/recurring/${reference}/token/${token}`));
  assert.equal(read["expiry_date"], "3012");
});

for (const reference of [
  "with/slash",
  "with space",
  "100%",
  "%41",
  "Zoë ☂",
  "a/token/b",
  "a/remove/b",
  "quote'\"",
  "ends/",
  "r".repeat(500),
]) {
  test(`a shopper may be called ${reference.slice(0, 20)}`, async () => {
    const token = await leaveCard(api, { reference });
    assert.deepEqual(await namesOf(api, reference), [token]);
    const path = `/recurring/${encodeURIComponent(reference)}`;
    assert.equal(assertAccepted(await api("GET", `${path}/token/${token}`))["token"], token);
    assertAccepted(await api("POST", "/orders", subsequentOrder({ token, reference })));
    assertAccepted(await api("PATCH", `${path}/update/${token}`, { expiry_date: "3101" }));
    assertAccepted(await api("DELETE", `${path}/remove/${token}`));
    assertRefused(await tokensOf(api, reference), unknown);
  });
}

test("refuses what is nobody's with 410, and what is no request of these with 404", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  for (const path of [
    "/recurring/nobody",
    `/recurring/nobody/token/${token}`,
    `/recurring/${reference}/token/FRIBXuDL7Dx`,
    `/recurring/${reference}/token/${token}x`,
    `/recurring/${"r".repeat(600)}`,
    "/recurring/%00",
  ]) {
    assertRefused(await api("GET", path), unknown);
  }
  assertRefused(await api("DELETE", `/recurring/nobody/remove/${token}`), unknown);
  assertRefused(await api("DELETE", `/recurring/${reference}`), { code: 404 });
  assertRefused(await api("PATCH", `/recurring/${reference}`, { expiry_date: "3101" }), { code: 404 });
  assertRefused(await api("POST", `/recurring/${reference}`, {}), { code: 404 });
  assertRefused(await api("GET", `/recurring/${reference}`, undefined, {}), { code: 1032, status: 401 });
  assert.deepEqual(await namesOf(api, reference), [token]);
});

test("an update whose body is no JSON object is refused with 400, like everywhere", async () => {
  const reference = newReference();
  const token = await leaveCard(api, { reference });
  const answer = await api("PATCH", `/recurring/${reference}/update/${token}`, "[1]");
  assertRefused(answer, { code: 1016, status: 400 });
});
