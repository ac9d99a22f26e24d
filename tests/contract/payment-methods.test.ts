import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused, assertRefusedSomehow, missingFrom } from "../support/expectations.ts";
import { isObject, type Json, listAt, objectAt, textAt } from "../support/json.ts";
import { startWorld } from "../support/world.ts";

// Goal: the list by which plug-ins decide what a shopper sees. The PHP SDK reads every member of every entry, and one
// bad entry makes its whole list fail. Contract: gateways.md §4.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const brands = ["VISA", "MASTERCARD", "MAESTRO", "AMEX"];

async function list(query = ""): Promise<readonly Json[]> {
  const answer = await api("GET", `/payment-methods${query}`);
  assert.equal(answer.status, 200, answer.text);
  assert.equal(objectAt(answer.body)["success"], true);
  return listAt(answer.body, "data");
}

const idsOf = (methods: readonly Json[]): readonly string[] => methods.map((method) => textAt(method, "id"));

const icons = { large: "", medium: "", vector: "" };
const entry = {
  additional_data: {},
  allowed_amount: { min: 0 },
  allowed_countries: [],
  allowed_currencies: [],
  apps: {
    fastcheckout: { is_enabled: false },
    payment_components: { has_fields: false, is_enabled: false, qr: { supported: false } },
  },
  brands: [],
  icon_urls: icons,
  id: "",
  is_wallet: false,
  manual_capture: { is_enabled: true, supported: true },
  name: "",
  preferred_countries: [],
  required_customer_data: [],
  shopping_cart_required: false,
  tokenization: { is_enabled: true },
  type: "",
};

function assertComplete(method: Json): void {
  const id = textAt(method, "id");
  assert.deepEqual(missingFrom(method, entry, id), []);
  for (const name of ["id", "name", "type"]) assert.notEqual(textAt(method, name), "", `${id}.${name}`);
  assert.match(textAt(method, "type"), /^(payment-method|coupon)$/);
  const { max } = objectAt(method, "allowed_amount");
  assert.ok(max === null || typeof max === "number", `${id}.allowed_amount.max`);
  const { models } = objectAt(method, "tokenization");
  assert.ok(models === null || isObject(models), `${id}.tokenization.models`);
  const { additional_data: additional } = objectAt(method);
  assert.ok(isObject(additional), `${id}.additional_data`);
  for (const brand of listAt(method, "brands")) {
    assert.deepEqual(
      missingFrom(brand, { id: "", name: "", allowed_countries: [], icon_urls: icons }, id),
      [],
    );
  }
}

test("every entry of the list has every member", async () => {
  const methods = await list();
  assert.ok(methods.length > 0);
  for (const method of methods) assertComplete(method);
  assert.equal(new Set(idsOf(methods)).size, methods.length);
});

test("offers each card brand by itself, with the currencies it takes", async () => {
  const methods = await list();
  for (const id of brands) assert.ok(idsOf(methods).includes(id), id);
  for (const method of methods.filter((one) => brands.includes(textAt(one, "id")))) {
    const currencies = listAt(method, "allowed_currencies");
    for (const currency of ["EUR", "USD", "GBP"]) assert.ok(currencies.includes(currency), currency);
  }
});

for (const grouping of ["1", "true"]) {
  test(`group_cards=${grouping} folds the brands into one CREDITCARD`, async () => {
    const methods = await list(`?group_cards=${grouping}`);
    const ids = idsOf(methods);
    assert.ok(ids.includes("CREDITCARD") && brands.every((brand) => !ids.includes(brand)), ids.join(" "));
    const card = methods.find((method) => textAt(method, "id") === "CREDITCARD");
    assertComplete(card ?? null);
    assert.deepEqual(
      listAt(card, "brands").map((brand) => textAt(brand, "id")),
      brands,
    );
  });
}

for (const grouping of ["0", "false"]) {
  test(`group_cards=${grouping} does not`, async () => {
    const ids = idsOf(await list(`?group_cards=${grouping}`));
    for (const id of brands) assert.ok(ids.includes(id), id);
  });
}

test("takes the filters that the PHP SDK sends", async () => {
  const query = "?amount=1000&country=NL&currency=EUR&locale=nl_NL&group_cards=1&include_coupons=1";
  const ids = idsOf(await list(query));
  assert.ok(ids.includes("CREDITCARD") && ids.includes("IDEAL"), ids.join(" "));
  assert.ok(!ids.includes("BELFIUS"), "Belfius is for Belgium");
});

test("a currency is taken in any case, and one that nobody takes has no methods", async () => {
  assert.ok((await list("?currency=eur")).length > 0);
  assert.deepEqual(idsOf(await list("?currency=ZZZ")), []);
});

test("gift cards are of the type coupon, and come where they are asked for", async () => {
  assert.deepEqual(idsOf(await list("?type=payment-method")), idsOf(await list()));
  assert.deepEqual(idsOf(await list("?include_coupons=0")), idsOf(await list()));
  const coupons = await list("?type=coupon");
  assert.ok(idsOf(coupons).includes("VVVGIFTCRD"));
  for (const coupon of coupons) assert.equal(textAt(coupon, "type"), "coupon");
  assert.deepEqual(idsOf(await list("?include_coupons=1")), [...idsOf(await list()), ...idsOf(coupons)]);
});

test("an amount leaves out what does not take it: zero is only for cards that can be checked", async () => {
  assert.deepEqual(idsOf(await list("?amount=0")).toSorted(), ["MAESTRO", "MASTERCARD", "VISA"]);
  assert.deepEqual(idsOf(await list("?amount=1")), idsOf(await list()));
  assert.deepEqual(idsOf(await list("?amount=nothing")), []);
});

test("names that are no brands are in the shopper's language", async () => {
  const nameOf = async (query: string): Promise<string> =>
    textAt((await list(query)).find((one) => textAt(one, "id") === "BANKTRANS") ?? {}, "name");
  assert.equal(await nameOf("?locale=nl_NL"), "Bankoverschrijving");
  assert.equal(await nameOf("?locale=de_AT"), "Überweisung");
  assert.equal(await nameOf("?locale=xx"), "Bank transfer");
  assert.equal(await nameOf(""), "Bank transfer");
});

test("a filter that is given twice breaks nothing", async () => {
  for (const name of ["currency", "type", "group_cards", "amount", "country", "locale"]) {
    const answer = await api("GET", `/payment-methods?${name}=1&${name}=2`);
    assert.ok(answer.status < 500, `${name}: ${answer.text}`);
  }
});

test("manual capture is promised for the brands that have it, and only for those", async () => {
  const expected = new Map([
    ["VISA", true],
    ["MASTERCARD", true],
    ["MAESTRO", true],
    ["AMEX", false],
  ]);
  for (const method of await list()) {
    const id = textAt(method, "id");
    const promised = expected.get(id);
    if (promised === undefined) continue;
    assert.deepEqual(
      objectAt(method, "manual_capture"),
      { is_enabled: promised, supported: promised },
      `manual_capture of ${id}`,
    );
  }
});

test("without components and tokens of its own the gateway says so, and plug-ins redirect", async () => {
  for (const method of await list()) {
    assert.deepEqual(objectAt(method, "apps", "payment_components"), {
      has_fields: false,
      is_enabled: false,
      qr: { supported: false },
    });
  }
});

test("the drawings are there", async () => {
  const urls = new Set(
    [...(await list()), ...(await list("?group_cards=1"))].flatMap((method) => [
      ...Object.values(objectAt(method, "icon_urls")),
      ...listAt(method, "brands").flatMap((brand) => Object.values(objectAt(brand, "icon_urls"))),
    ]),
  );
  for (const url of urls) {
    const response = await fetch(textAt(url));
    await response.body?.cancel();
    assert.equal(response.status, 200, textAt(url));
    assert.match(response.headers.get("content-type") ?? "", /^image\//);
  }
});

for (const id of ["VISA", "visa", "CREDITCARD"]) {
  test(`tells of one method named ${id}`, async () => {
    const method = assertAccepted(await api("GET", `/payment-methods/${id}?include_coupons=1`));
    assertComplete(method);
    assert.equal(method["id"], id.toUpperCase());
  });
}

test("a method is told alike alone and in the list", async () => {
  const listed = (await list()).find((method) => textAt(method, "id") === "VISA");
  assert.deepEqual(assertAccepted(await api("GET", "/payment-methods/VISA")), listed);
});

test("a method that does not exist is not found", async () => {
  const answer = await api("GET", "/payment-methods/NOSUCHMETHOD");
  assert.equal(answer.status, 404);
  assertRefusedSomehow(answer);
});

for (const path of ["/payment-methods", "/payment-methods/VISA"]) {
  test(`${path} is not for a wrong key`, async () => {
    const answer = await api("GET", path, undefined, { api_key: "0123456789abcdef0123456789abcdef01234567" });
    assertRefused(answer, { code: 1032, status: 401 });
  });
}

test("a card may be left for each of the three uses", async () => {
  for (const method of [...(await list()), ...(await list("?group_cards=1"))]) {
    if (![...brands, "CREDITCARD"].includes(textAt(method, "id"))) continue;
    assert.deepEqual(objectAt(method, "tokenization"), {
      is_enabled: true,
      models: { cardonfile: true, subscription: true, unscheduled: true },
    });
  }
});
