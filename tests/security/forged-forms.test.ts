import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused, assertRefusedSomehow, statusesOf } from "../support/expectations.ts";
import { textAt } from "../support/json.ts";
import { cardInfo, directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a form that our page did not show pays with nothing that the shop does not offer, for no other amount, and brings
// in nothing that its method has no field for; and what is too long or of another kind is refused before it is kept.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

const cart = {
  amount: 12_100,
  shopping_cart: {
    items: [
      { name: "Chair", unit_price: 100, quantity: 1, merchant_item_id: "CH-1", tax_table_selector: "" },
    ],
  },
  checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
};

interface Opened {
  readonly orderId: string;
  readonly paymentUrl: string;
}

async function open(members: OrderBody): Promise<Opened> {
  const orderId = newOrderId();
  const customer = { locale: "en_US", country: "NL" };
  const body = redirectOrder({ customer, ...members, order_id: orderId });
  const created = assertAccepted(await api("POST", "/orders", body));
  return { orderId, paymentUrl: textAt(created["payment_url"]) };
}

type Pairs = readonly (readonly [name: string, value: string])[];

async function post(
  { paymentUrl }: Opened,
  step: string,
  fields: Pairs,
): Promise<{ status: number; location: string; text: string }> {
  const url = new URL(paymentUrl);
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value]));
  const response = await fetch(`${url.origin}${url.pathname}${step}`, {
    method: "POST",
    redirect: "manual",
    body,
  });
  const text = await response.text();
  return { status: response.status, location: response.headers.get("location") ?? "", text };
}

const attemptsOf = async (orderId: string): Promise<readonly Record<string, unknown>[]> =>
  await world.sql(
    `select brand, payment_attempt.amount::int as amount, payment_attempt.currency, provider from payment_attempt
     join orders on orders.key = payment_attempt.order_key where order_id = $1`,
    [orderId],
  );

async function assertUnpaid(opened: Opened): Promise<void> {
  assert.equal(await statusesOf(api, opened.orderId), "initialized/initialized");
  assert.deepEqual(await attemptsOf(opened.orderId), []);
}

const card: Pairs = [
  ["card_number", String(cardInfo()["card_number"])],
  ["card_holder_name", "Sam Sample"],
  ["card_expiry", "12/30"],
  ["card_cvc", "123"],
];

for (const gateway of ["IDEAL", "BANKTRANS", "PAYPAL"]) {
  test(`a card posted to the page of an order for ${gateway} is not charged`, async () => {
    const opened = await open({ gateway });
    const books = await world.controls.books();
    const answer = await post(opened, "card", card);
    assert.equal(answer.status, 303);
    assert.ok(answer.location.startsWith("/connect/"), answer.location);
    assert.deepEqual(await world.controls.books(), books);
    await assertUnpaid(opened);
  });
}

const forged: readonly (readonly [name: string, members: OrderBody, fields: Pairs])[] = [
  ["a method beside the only one of the order", { gateway: "IDEAL" }, [["gateway", "PAYPAL"]]],
  ["pay later without a cart", {}, [["gateway", "KLARNA"]]],
  ["a method of another currency", { currency: "USD" }, [["gateway", "IDEAL"]]],
  ["a card as method", {}, [["gateway", "VISA"]]],
  ["no method", {}, []],
  ["a name of every object", {}, [["gateway", "__proto__"]]],
  [
    "two methods",
    {},
    [
      ["gateway", "IDEAL"],
      ["gateway", "PAYPAL"],
    ],
  ],
  ["a long name", {}, [["gateway", "I".repeat(10_000)]]],
];

for (const [name, members, fields] of forged) {
  test(`${name} posted as choice leads back to the page`, async () => {
    const opened = await open(members);
    const answer = await post(opened, "method", fields);
    assert.equal(answer.status, 303, answer.text.slice(0, 200));
    assert.ok(answer.location.startsWith("/connect/"), answer.location);
    await assertUnpaid(opened);
  });
}

for (const gateway of ["KLARNA", "PAYPAL<script>", "__proto__", "I".repeat(5_000)]) {
  test(`?gateway=${gateway.slice(0, 20)} shows nothing that the order does not offer`, async () => {
    const { paymentUrl } = await open({});
    const response = await fetch(
      `${paymentUrl}${paymentUrl.includes("?") ? "&" : "?"}gateway=${encodeURIComponent(gateway)}`,
    );
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.match(text, /card_number/);
    assert.doesNotMatch(text, /PAYPAL<script>|value="KLARNA"/);
  });
}

test("amount, currency, account and customer in hidden fields change nothing", async () => {
  const opened = await open({ gateway: "IDEAL" });
  const answer = await post(opened, "method", [
    ["gateway", "IDEAL"],
    ["amount", "1"],
    ["currency", "USD"],
    ["account_holder_iban", "NL87ABNA0000000001"],
    ["birthday", "01-01-1990"],
    ["email", "forger@example.com"],
    ["reference", "somebody-else"],
    ["issuer", "9999"],
  ]);
  assert.equal(answer.status, 303);
  assert.ok(answer.location.startsWith(world.simulatorUrl), answer.location);
  const [attempt] = await attemptsOf(opened.orderId);
  assert.equal(attempt?.["amount"], 1_000);
  assert.equal(attempt["currency"], "EUR");
  assert.doesNotMatch(JSON.stringify(attempt), /NL87|1990|9999/);
  const order = assertAccepted(await api("GET", `/orders/${opened.orderId}`));
  assert.equal(textAt(order, "order_id"), opened.orderId);
  assert.doesNotMatch(JSON.stringify(order), /forger|somebody-else/);
});

test("hidden fields forged beside a good card change neither amount nor order, and nonsense of a browser is none", async () => {
  const opened = await open({ gateway_info: { flexible_3d: false } });
  const other = await open({});
  const before = await world.controls.books();
  const answer = await post(opened, "card", [
    ...card,
    ["amount", "1"],
    ["currency", "USD"],
    ["order_id", other.orderId],
    ["token", "A".repeat(35)],
    ["gateway", "IDEAL"],
    ["card_brand", "__proto__"],
    ["method_completed", "<script>"],
    ["browser_java_enabled", "perhaps"],
    ["browser_language", `"><b>${"x".repeat(5_000)}`],
    ["browser_color_depth", "-1e309"],
    ["browser_screen_height", "999999999999"],
    ["browser_screen_width", "NaN"],
    ["browser_tz", "\u0661"],
  ]);
  assert.equal(answer.status, 303, answer.text.slice(0, 200));
  assert.equal(await statusesOf(api, opened.orderId), "completed/completed");
  const [attempt, ...others] = await attemptsOf(opened.orderId);
  assert.deepEqual([attempt?.["amount"], attempt?.["currency"], others], [1_000, "EUR", []]);
  assert.equal((await world.controls.books()).heldMinor - before.heldMinor, 1_000);
  await assertUnpaid(other);
});

for (const methodCompleted of ["Y", "U", "", "<b>", "Y".repeat(5_000)]) {
  test(`the 3-D Secure step with method_completed ${methodCompleted.slice(0, 5)} and a browser of nonsense goes on, and pays nothing by itself`, async () => {
    const opened = await open({});
    const started = await post(opened, "card", card);
    assert.equal(started.status, 303);
    const before = await world.controls.books();
    const nonsense: Pairs = [
      "java_enabled",
      "language",
      "color_depth",
      "screen_height",
      "screen_width",
      "tz",
    ].map((name) => [`browser_${name}`, `\u202E<i>${"9".repeat(400)}`]);
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await post(opened, "authenticate", [["method_completed", methodCompleted], ...nonsense]);
      assert.equal(answer.status, 303, answer.text.slice(0, 200));
      assert.ok(answer.location.startsWith("/connect/"), answer.location);
    }
    assert.equal(await statusesOf(api, opened.orderId), "initialized/initialized");
    assert.deepEqual(await world.controls.books(), before);
  });
}

const long = "9".repeat(10_000);
const debit = (iban: string, holder = "Sam Sample"): Pairs => [
  ["gateway", "DIRDEB"],
  ["is_filled_in", "1"],
  ["account_holder_iban", iban],
  ["account_holder_name", holder],
];

const wrongFields: readonly (readonly [name: string, fields: Pairs])[] = [
  ["an IBAN of ten thousand letters", debit(`NL87${"A".repeat(10_000)}`)],
  ["an IBAN of markup", debit(`"><script>alert(1)</script>`)],
  ["an IBAN of one character too many", debit(`NL87${"A".repeat(31)}`)],
  ["a holder of ten thousand letters", debit("NL87ABNA0000000001", "a".repeat(10_000))],
  ["a holder with a NUL", debit("NL87ABNA0000000001", "Sam\0Sample")],
  [
    "fields said to be filled in that are not there",
    [
      ["gateway", "DIRDEB"],
      ["is_filled_in", "1"],
    ],
  ],
  ["an IBAN given twice", [...debit("NL87ABNA0000000001"), ["account_holder_iban", "NL87ABNA0000000002"]]],
];

for (const [name, fields] of wrongFields) {
  test(`${name}: the form again, short and without markup, and nothing is begun`, async () => {
    const opened = await open({ gateway: "DIRDEB" });
    const answer = await post(opened, "method", fields);
    assert.equal(answer.status, 422, answer.text.slice(0, 200));
    assert.ok(answer.text.length < 20_000);
    assert.doesNotMatch(answer.text, /<script>alert|A{200}|a{200}/);
    await assertUnpaid(opened);
  });
}

for (const birthday of [long, "31-02-1990", "1990", "01-01-1890", "\u0661\u0661-01-1990", "<b>"]) {
  test(`the birthday ${birthday.slice(0, 12)} is asked for again`, async () => {
    const opened = await open({ ...cart, gateway: "IN3" });
    const answer = await post(opened, "method", [
      ["gateway", "IN3"],
      ["is_filled_in", "1"],
      ["birthday", birthday],
      ["phone", "0612345678"],
      ["email", "shopper@example.com"],
    ]);
    assert.equal(answer.status, 422);
    assert.doesNotMatch(answer.text, /<b>|9{200}/);
    await assertUnpaid(opened);
  });
}

test("a form larger than any of ours is not read", async () => {
  const opened = await open({ gateway: "DIRDEB" });
  const answer = await post(opened, "method", debit(`NL${"8".repeat(20_000)}`));
  assert.equal(answer.status, 413);
  await assertUnpaid(opened);
});

const wrongInfo: readonly (readonly [name: string, gateway: string, info: OrderBody])[] = [
  ["an IBAN of ten thousand digits", "DIRDEB", { account_holder_iban: long }],
  ["an IBAN that is an object", "DIRDEB", { account_holder_iban: { $gt: "" } }],
  ["an IBAN that is a list", "DIRDEB", { account_holder_iban: ["NL87ABNA0000000001"] }],
  ["a long holder", "DIRDEB", { account_holder_iban: "NL87ABNA0000000001", account_holder_name: long }],
  ["a long BIC", "DIRDEB", { account_holder_iban: "NL87ABNA0000000001", account_holder_bic: long }],
  ["a long birthday", "IN3", { birthday: long }],
  ["a gender that is an object", "IN3", { birthday: "1990-12-31", gender: {} }],
  ["a birthday with a NUL", "IN3", { birthday: "1990\u000012-31" }],
  ["a long issuer", "IDEAL", { issuer_id: long }],
  ["an issuer that is a list", "IDEAL", { issuer_id: ["0031"] }],
];

for (const [name, gateway, gateway_info] of wrongInfo) {
  test(`${name} is refused, and no order is made`, async () => {
    const order_id = newOrderId();
    const body = directOrder({ ...cart, gateway, gateway_info, order_id });
    const answer = await api("POST", "/orders", body);
    assertRefusedSomehow(answer);
    assert.doesNotMatch(answer.text, /9{20}/);
    assertRefused(await api("GET", `/orders/${order_id}`), { code: 1006 });
  });
}
