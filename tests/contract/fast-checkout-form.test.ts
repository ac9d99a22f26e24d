import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { submitCard } from "../support/card-form.ts";
import { asksForDetails, namesAsked, shopperDetails, submitDetails } from "../support/checkout-form.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { assertAccepted, assertNotStored, assertRefused, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { at, type JsonObject, listAt, objectAt, parseJson, textAt } from "../support/json.ts";
import { textOf } from "../support/markup.ts";
import { checkoutOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: the page of a FastCheckout order asks what the order leaves open, writes it to the order with the price of the
// shipment, and goes on to the payment. Contract: orders.md §1.2, §1.3, §1.8, pages.md.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const knownCustomer = {
  first_name: "Sam",
  last_name: "Sample",
  address1: "Example Street",
  house_number: "39C",
  zip_code: "1033SC",
  city: "Amsterdam",
  country: "NL",
  email: "shopper@example.com",
  phone: "0200000000",
};

const options = (members: OrderBody = {}): OrderBody => ({
  ...objectAt(checkoutOrder()["checkout_options"] as JsonObject),
  ...members,
});

async function make(members: OrderBody = {}): Promise<{ orderId: string; url: string }> {
  const answer = assertAccepted(await api("POST", "/orders", checkoutOrder(members)));
  return { orderId: textAt(answer["order_id"]), url: textAt(answer["payment_url"]) };
}

const read = async (orderId: string) => assertAccepted(await readOrder(api, orderId));

async function pay(payment: Page): Promise<void> {
  await answerChallenge(shopper, await reachChallenge(shopper, await submitCard(shopper, payment)), "Y");
}

const shippingLine = (order: Awaited<ReturnType<typeof read>>) =>
  listAt(order, "shopping_cart", "items")
    .map((item) => objectAt(item))
    .find((item) => item["merchant_item_id"] === "msp-shipping");

test("what the shopper tells and chooses stands in the order, and what he pays is cart and shipment", async () => {
  const path = `/n/${newOrderId()}`;
  const { orderId, url } = await make({
    payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
  });
  const payment = await submitDetails(shopper, await shopper.open(url), { shipping_method: "1" });
  assert.equal(asksForDetails(payment), false);
  assert.match(textOf(payment.html), /€18\.09/);
  assert.match(textOf(payment.html), /1 × Post/);
  const open = await read(orderId);
  assert.equal(open["status"], "initialized");
  await pay(payment);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const order = await read(orderId);
  assert.equal(order["amount"], 1809);
  assert.equal(order["order_total"], "18.09");
  assert.deepEqual(order["order_adjustment"], { total_adjustment: "0.00", total_tax: "3.14" });
  const line = shippingLine(order);
  assert.deepEqual(
    [line?.["name"], line?.["unit_price"], line?.["quantity"], line?.["tax_table_selector"]],
    ["Post", 4.95, 1, ""],
  );
  const { phone, ...told } = shopperDetails;
  const customer = objectAt(order, "customer");
  for (const [name, value] of Object.entries(told)) assert.equal(customer[name], value, name);
  assert.equal(customer["phone1"], phone);
  assert.equal(order["delivery"], undefined);
  const [call] = await shop.receives(path, 1);
  assert.deepEqual(parseJson(call?.body ?? ""), order);
  const { entries } = await world.controls.books();
  assert.equal(entries.filter(({ amountMinor }) => amountMinor === 1809).length, 1);
});

test("another address for the delivery is asked only of who wants it, and stands in the order", async () => {
  const { orderId, url } = await make();
  const elsewhere = {
    ships_elsewhere: "1",
    shipping_method: "2",
    delivery_first_name: "Kim",
    delivery_last_name: "Sample",
    delivery_address1: "Other Street",
    delivery_house_number: "1",
    delivery_zip_code: "10115",
    delivery_city: "Berlin",
    delivery_country: "DE",
  };
  const refused = await submitDetails(shopper, await shopper.open(url), {
    ...elsewhere,
    delivery_city: "",
  });
  assert.equal(refused.status, 422);
  assert.match(refused.html, /id="delivery_city-error"/);
  assert.match(refused.html, /id="delivery_zip_code"[^>]*value="10115"/);
  const payment = await submitDetails(shopper, refused, elsewhere);
  assert.equal(asksForDetails(payment), false);
  const order = await read(orderId);
  assert.deepEqual(order["delivery"], {
    first_name: "Kim",
    last_name: "Sample",
    address1: "Other Street",
    house_number: "1",
    zip_code: "10115",
    city: "Berlin",
    country: "DE",
  });
  assert.equal(at(order, "customer", "country"), "NL");
  assert.equal(order["amount"], 1210 + 2420);
});

test("an empty form comes back with a sentence beside each field, in the page's language, and changes nothing", async () => {
  const { orderId, url } = await make({ customer: { locale: "nl_NL" } });
  const before = await read(orderId);
  const page = await shopper.open(url);
  const refused = await shopper.post(new URL("checkout", page.url).href, {});
  assert.equal(refused.status, 422);
  for (const name of [...Object.keys(shopperDetails), "shipping_method"]) {
    assert.match(refused.html, new RegExp(`id="${name}-error"`), name);
  }
  assert.deepEqual(await read(orderId), before);
  const dutch = await submitDetails(shopper, page, { first_name: "" });
  assert.match(textOf(dutch.html), /Vul uw voornaam in/);
  assert.match(dutch.html, /id="city"[^>]*value="Amsterdam"/);
});

for (const [name, value] of [
  ["email", "nobody"],
  ["phone", "call me"],
  ["country", "XX"],
  ["zip_code", "x".repeat(11)],
  ["first_name", "a\u0001b"],
  ["shipping_method", "3"],
  ["shipping_method", "first"],
] as const) {
  test(`${JSON.stringify(value)} is no ${name}`, async () => {
    const { url } = await make();
    const refused = await submitDetails(shopper, await shopper.open(url), { [name]: value });
    assert.equal(refused.status, 422);
    assert.match(refused.html, new RegExp(`id="${name}-error"`));
    assert.equal(refused.html.match(/class="field-error"/g)?.length, 1);
  });
}

test("a card number typed into a field is neither kept nor shown again", async () => {
  const { url } = await make();
  const refused = await submitDetails(shopper, await shopper.open(url), { address1: "4111 1111 1111 1111" });
  assert.equal(refused.status, 422);
  assert.doesNotMatch(refused.html.replaceAll(" ", ""), /4111111111111111/);
});

test("only what the order leaves open is asked", async () => {
  const customer = { ...knownCustomer, phone: "" };
  const { orderId, url } = await make({
    customer,
    checkout_options: options({ no_shipping_method: true }),
  });
  const page = await shopper.open(url);
  assert.deepEqual(namesAsked(page), ["phone"]);
  const address = new URL("checkout", page.url).href;
  const payment = await shopper.post(address, { phone: "0201111111", city: "Elsewhere" });
  assert.equal(asksForDetails(payment), false);
  const order = await read(orderId);
  assert.equal(at(order, "customer", "phone1"), "0201111111");
  assert.equal(at(order, "customer", "city"), "Amsterdam");
  assert.equal(order["amount"], 1210);
  assert.equal(shippingLine(order), undefined);
});

test("where nothing is open the payment comes at once", async () => {
  const { url } = await make({
    customer: knownCustomer,
    checkout_options: options({ no_shipping_method: "true" }),
  });
  assert.equal(asksForDetails(await shopper.open(url)), false);
});

test("a shop that put the shipment into the cart is not asked for another", async () => {
  const items = [
    { name: "Lamp", unit_price: "5.00", quantity: 2 },
    { name: "Post", unit_price: "1.00", quantity: 1, merchant_item_id: "msp-shipping" },
  ];
  const { url } = await make({ shopping_cart: { items }, amount: 1331, customer: knownCustomer });
  assert.equal(asksForDetails(await shopper.open(url)), false);
});

test("a shop that asks for a company gets one", async () => {
  const { orderId, url } = await make({ custom_fields: [{ standard_type: "companyname" }] });
  await submitDetails(shopper, await shopper.open(url), { company_name: "Sample & Co" });
  assert.equal(at(await read(orderId), "customer", "company_name"), "Sample & Co");
});

test("a method that does not go to the country is refused, and one that does is taken", async () => {
  const { url } = await make();
  const page = await shopper.open(url);
  const refused = await submitDetails(shopper, page, { shipping_method: "2" });
  assert.equal(refused.status, 422);
  assert.match(refused.html, /id="shipping_method-error"/);
  const abroad = await submitDetails(shopper, page, { shipping_method: "1", country: "DE" });
  assert.match(abroad.html, /id="shipping_method-error"/);
  assert.equal(
    asksForDetails(await submitDetails(shopper, page, { shipping_method: "2", country: "DE" })),
    false,
  );
});

test("only the allowed countries are delivered to; who fetches it may live anywhere", async () => {
  const payment_options = { allowed_countries: ["nl", "BE"] };
  const { url } = await make({ payment_options });
  const page = await shopper.open(url);
  const refused = await submitDetails(shopper, page, { shipping_method: "2", country: "DE" });
  assert.match(refused.html, /id="country-error"/);
  const fetched = await submitDetails(shopper, page, { shipping_method: "0", country: "DE" });
  assert.equal(asksForDetails(fetched), false);
});

test("untaxed shipping costs its bare price, and the order says so with a table without tax", async () => {
  const tax_tables = { default: { shipping_taxed: false, rate: 0.21 } };
  const { orderId, url } = await make({ checkout_options: options({ tax_tables }) });
  await submitDetails(shopper, await shopper.open(url), { shipping_method: "1" });
  const order = await read(orderId);
  assert.equal(order["amount"], 1210 + 495);
  assert.equal(order["order_total"], "17.05");
  assert.equal(shippingLine(order)?.["tax_table_selector"], "none");
  assert.equal(at(order, "checkout_options", "alternate", 0, "name"), "none");
});

test("two submits at once are one, and the first one stands", async () => {
  const { orderId, url } = await make();
  const page = await shopper.open(url);
  await Promise.all([1, 1, 1].map(() => submitDetails(shopper, page, { shipping_method: "1" })));
  const order = await read(orderId);
  assert.equal(order["amount"], 1809);
  await submitDetails(shopper, page, { shipping_method: "2", country: "DE" });
  assert.deepEqual(await read(orderId), order);
});

test("nothing is paid before the form is filled in: a card or a method sent there leads back to it", async () => {
  const { orderId, url } = await make();
  const page = await shopper.open(url);
  for (const [step, values] of [
    [
      "card",
      { card_number: "4111111111111111", card_holder_name: "S", card_expiry: "12/30", card_cvc: "123" },
    ],
    ["method", { gateway: "IDEAL" }],
  ] as const) {
    const answer = await shopper.post(new URL(step, page.url).href, values);
    assert.ok(asksForDetails(answer), step);
  }
  assert.equal(await statusesOf(api, orderId), "initialized/initialized");
});

test("a shopper may give up at the form", async () => {
  const { orderId, url } = await make();
  const page = await shopper.open(url);
  await shopper.post(new URL("cancel", page.url).href, {});
  assert.equal(await statusesOf(api, orderId), "cancelled/cancelled");
});

test("the form of an order of another type does not exist", async () => {
  const body = redirectOrder();
  const answer = assertAccepted(await api("POST", "/orders", body));
  const page = await shopper.open(textAt(answer["payment_url"]));
  const payment = await shopper.post(new URL("checkout", page.url).href, shopperDetails);
  assert.equal(payment.status, 200);
  assert.equal(asksForDetails(payment), false);
  assert.equal(at(await read(String(body["order_id"])), "customer", "city"), null);
});

for (const [what, members, code] of [
  [
    "a price that is no number",
    { checkout_options: options({ shipping_methods: { pickup: { name: "Shop", price: "x" } } }) },
    1016,
  ],
  [
    "methods that are no list",
    { checkout_options: options({ shipping_methods: { flat_rate_shipping: "all" } }) },
    1016,
  ],
  ["an unknown allowed country", { payment_options: { allowed_countries: ["XX"] } }, 1018],
  ["an amount that no shipment fits on", { amount: Number.MAX_SAFE_INTEGER }, 1001],
] as const) {
  test(`${what} is refused when the order is made`, async () => {
    const body = checkoutOrder(members);
    assertRefused(await api("POST", "/orders", body), { code });
    await assertNotStored(api, textAt(body["order_id"] as string));
  });
}
