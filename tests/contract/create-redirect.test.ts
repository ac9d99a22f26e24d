import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { numberAt, objectAt, textAt } from "../support/json.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a redirect order as a shop creates it and reads it before anybody paid. Contract: orders.md §1, §2.1, §3.

const world = await startWorld();
after(() => world.stop());
const { api, gatewayUrl } = world;

test("answers a redirect order with order id, payment URL and session id, and nothing else", async () => {
  const orderId = newOrderId();
  const answer = await api("POST", "/orders", redirectOrder({ order_id: orderId }));
  const created = assertAccepted(answer);
  assert.deepEqual(Object.keys(created).toSorted(), ["order_id", "payment_url", "session_id"]);
  assert.equal(created["order_id"], orderId);
  assert.match(textAt(created["session_id"]), /^[A-Za-z0-9]{35}$/);
});

for (const [locale, lang] of [
  ["nl_NL", "nl_NL"],
  ["de_DE", "de_DE"],
  [undefined, "en_US"],
  ["tlh_KX", "en_US"],
] as const) {
  test(`the payment URL is the page of the session in ${lang} for the locale ${locale}`, async () => {
    const customer = locale === undefined ? {} : { locale };
    const created = assertAccepted(await api("POST", "/orders", redirectOrder({ customer })));
    assert.equal(
      created["payment_url"],
      `${gatewayUrl}/connect/${textAt(created["session_id"])}/?lang=${lang}`,
    );
  });
}

for (const [name, members] of [
  ["is absent", { type: undefined }],
  ["is empty", { type: "" }],
  ["is null", { type: null }],
] as const) {
  test(`is a redirect order when the type ${name}`, async () => {
    const created = assertAccepted(await api("POST", "/orders", redirectOrder(members)));
    assert.ok("session_id" in created);
  });
}

test("reads an order that nobody started to pay as initialized, with nothing paid and nothing pending", async () => {
  const body = redirectOrder({ customer: { locale: "nl_NL", email: "shopper@example.com" } });
  assertAccepted(await api("POST", "/orders", body));
  const order = assertAccepted(await readOrder(api, String(body["order_id"])));
  assert.equal(order["status"], "initialized");
  assert.equal(order["financial_status"], "initialized");
  assert.deepEqual(order["payment_details"], {});
  assert.deepEqual(order["payment_methods"], []);
  assert.deepEqual(order["costs"], []);
  assert.equal(order["amount_refunded"], 0);
  assert.ok(Number.isSafeInteger(numberAt(order["transaction_id"])));
  for (const absent of ["customer_verification", "payment_url", "cancel_url", "completed", "gateway"]) {
    assert.equal(absent in order, false, absent);
  }
});

test("dates are wall clock time of Amsterdam without a zone", async () => {
  const body = redirectOrder();
  assertAccepted(await api("POST", "/orders", body));
  const order = assertAccepted(await readOrder(api, String(body["order_id"])));
  const now = await world.clock.now();
  const hourInAmsterdam = now.toLocaleString("sv-SE", { timeZone: "Europe/Amsterdam" }).slice(0, 13);
  const hourBefore = new Date(now.getTime() - 60_000)
    .toLocaleString("sv-SE", { timeZone: "Europe/Amsterdam" })
    .slice(0, 13);
  for (const member of ["created", "modified"]) {
    const value = textAt(order[member]);
    assert.match(value, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
    assert.ok([hourInAmsterdam, hourBefore].includes(value.slice(0, 13).replace("T", " ")), value);
  }
});

for (const orderId of [
  "a/b",
  "50%",
  "50%25",
  "two words",
  'it\'s "quoted"',
  "smile 😀",
  "ünïcode",
  "x".repeat(50),
  "?a=b&c#d",
]) {
  test(`an order id may be ${orderId}`, async () => {
    const created = assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: orderId })));
    assert.equal(created["order_id"], orderId);
    assert.equal(assertAccepted(await readOrder(api, orderId))["order_id"], orderId);
  });
}

test("an integer order id comes back as its decimal text", async () => {
  const created = assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: 20_260_128 })));
  assert.equal(created["order_id"], "20260128");
});

test("strips markup from the description instead of refusing it", async () => {
  const body = redirectOrder({ description: "<b>Two</b> tickets" });
  assertAccepted(await api("POST", "/orders", body));
  assert.equal(assertAccepted(await readOrder(api, String(body["order_id"])))["description"], "Two tickets");
});

test("echoes customer, variables, custom information, items and cart", async () => {
  const body = redirectOrder({
    customer: {
      locale: "nl_NL",
      first_name: "Sam",
      last_name: "Sample",
      address1: "Example Street",
      house_number: "39C",
      zip_code: "1033SC",
      city: "Amsterdam",
      country: "NL",
      phone: "0200000000",
      email: "shopper@example.com",
    },
    var1: "one",
    var2: 2,
    custom_info: { custom_1: "first" },
    items: "<ul><li>ticket</li></ul>",
    shopping_cart: {
      items: [
        {
          name: "Ticket",
          description: "",
          unit_price: "4.13223",
          quantity: 2,
          merchant_item_id: "T1",
          tax_table_selector: "BTW21",
          weight: { unit: "KG", value: 0.1 },
        },
      ],
    },
    checkout_options: {
      tax_tables: { alternate: [{ name: "BTW21", standalone: true, rules: [{ rate: 0.21 }] }] },
    },
  });
  assertAccepted(await api("POST", "/orders", body));
  const order = assertAccepted(await readOrder(api, String(body["order_id"])));
  const customer = objectAt(order["customer"]);
  assert.equal(customer["phone1"], "0200000000");
  assert.equal(customer["country_name"], "The Netherlands");
  assert.equal(customer["house_number"], "39C");
  assert.deepEqual([order["var1"], order["var2"], order["var3"]], ["one", "2", null]);
  assert.deepEqual(order["custom_info"], { custom_1: "first", custom_2: null, custom_3: null });
  assert.equal(order["items"], "<ul><li>ticket</li></ul>");
  const item = objectAt(order, "shopping_cart", "items", 0);
  assert.equal(item["unit_price"], "4.13223");
  assert.equal(item["quantity"], 2);
  assert.equal(item["currency"], "EUR");
  assert.deepEqual(order["checkout_options"], {
    default: { rate: 0, shipping_taxed: false },
    alternate: [{ name: "BTW21", standalone: true, rules: [{ country: "", rate: 0.21 }] }],
  });
});

test("a forged Host header never reaches the payment URL", async () => {
  const answer = await api("POST", "/orders", redirectOrder(), {
    api_key: world.apiKey,
    "x-forwarded-host": "evil.example",
    forwarded: "host=evil.example",
  });
  assert.ok(textAt(assertAccepted(answer)["payment_url"]).startsWith(`${gatewayUrl}/connect/`));
});

test("opening the payment page any number of times changes nothing", async () => {
  const body = redirectOrder();
  const created = assertAccepted(await api("POST", "/orders", body));
  const orderId = String(body["order_id"]);
  const before = (await readOrder(api, orderId)).text;
  for (let visit = 0; visit < 3; visit += 1) {
    const page = await fetch(textAt(created["payment_url"]));
    assert.equal(page.status, 200);
    await page.text();
  }
  assert.equal((await readOrder(api, orderId)).text, before);
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});
