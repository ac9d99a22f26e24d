import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  assertAccepted,
  assertNotStored,
  assertRefused,
  assertRefusedSomehow,
} from "../support/expectations.ts";
import { cardInfo, directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: every refused request gets the catalogue's code and leaves no order. Contract: orders.md §1.2, errors.md, edges.md.

const world = await startWorld();
after(() => world.stop());
const { api } = world;

/** Digits with the check digit that makes them pass Luhn: cards of no brand that we take. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

interface Case {
  readonly name: string;
  readonly code: number;
  readonly body: OrderBody;
}

const redirect = (name: string, code: number, members: OrderBody): Case => ({
  name,
  code,
  body: redirectOrder(members),
});
const direct = (name: string, code: number, gatewayInfo: OrderBody): Case => ({
  name,
  code,
  body: directOrder({}, {}, { flexible_3d: false, ...gatewayInfo }),
});

const cart = (item: OrderBody, options: OrderBody = {}, amount = 1000): OrderBody => ({
  amount,
  shopping_cart: {
    items: [{ name: "Ticket", unit_price: 10, quantity: 1, merchant_item_id: "T1", ...item }],
  },
  checkout_options: options,
});

const cases: readonly Case[] = [
  redirect("an unknown type", 1016, { type: "subscription" }),
  redirect("a type that is no text", 1016, { type: {} }),

  redirect("a missing currency", 1002, { currency: undefined }),
  redirect("an empty currency", 1002, { currency: "" }),
  redirect("a currency that does not exist", 1002, { currency: "FOOBAR" }),
  redirect("a currency that is not supported", 1002, { currency: "AMD" }),
  redirect("a currency that is no text", 1002, { currency: 978 }),

  redirect("a missing amount", 1001, { amount: undefined }),
  redirect("an amount of null", 1001, { amount: null }),
  redirect("an empty amount", 1001, { amount: "" }),
  redirect("a blank amount", 1001, { amount: " " }),
  redirect("a negative amount", 1001, { amount: -1 }),
  redirect("a negative amount as text", 1001, { amount: "-1" }),
  redirect("a fraction", 1001, { amount: 10.5 }),
  redirect("a fraction as text", 1001, { amount: "10.00" }),
  redirect("an amount with exponent", 1001, { amount: "1e3" }),
  redirect("a hexadecimal amount", 1001, { amount: "0x10" }),
  redirect("an amount of true", 1001, { amount: true }),
  redirect("an amount in a list", 1001, { amount: [1000] }),
  redirect("an amount above 2^53", 1001, { amount: "9007199254740993" }),

  redirect("a missing description", 1008, { description: undefined }),
  redirect("an empty description", 1008, { description: "" }),
  redirect("a description of 201 characters", 1008, { description: "x".repeat(201) }),
  redirect("a description that is no text", 1008, { description: { text: "x" } }),

  redirect("a malformed IP address", 1007, { customer: { ip_address: "300.1.1.1" } }),
  redirect("a malformed forwarded address", 1007, {
    customer: { ip_address: "192.0.2.1", forwarded_ip: "nowhere" },
  }),
  {
    name: "a direct card order without an IP address",
    code: 1007,
    body: directOrder({ customer: { locale: "nl_NL" } }),
  },
  { name: "a direct card order without a customer", code: 1007, body: directOrder({ customer: undefined }) },
  redirect("a country by its name", 1018, { customer: { country: "Nederland" } }),
  redirect("a country that does not exist", 1018, { customer: { country: "XX" } }),

  redirect("a first variable of 501 characters", 1010, { var1: "x".repeat(501) }),
  redirect("a third variable of 501 characters", 1010, { var3: "x".repeat(501) }),

  redirect("an unknown gateway", 1023, { gateway: "NOSUCHGATEWAY" }),
  {
    name: "an unknown gateway in a direct order",
    code: 1023,
    body: directOrder({ gateway: "NOSUCHGATEWAY" }),
  },

  redirect("an unknown tax table", 1029, cart({ tax_table_selector: "nowhere" })),
  redirect("a price that is no number", 1031, cart({ unit_price: "ten" })),
  redirect("a tax rate that is no number", 1028, cart({}, { tax_tables: { default: { rate: "high" } } })),
  redirect("a tax rate above 1", 1028, cart({}, { tax_tables: { default: { rate: 21 } } })),
  redirect(
    "a cart that differs from the amount and shall be checked",
    1027,
    cart({}, { validate_cart: true }, 1500),
  ),

  direct("a card number that fails Luhn", 1000, { card_number: "4111111111111112" }),
  direct("a card number with letters", 1000, { card_number: "4111x11111111111" }),
  direct("a card number of 11 digits", 1000, { card_number: withCheckDigit("4000000000") }),
  direct("a card number of 20 digits", 1000, { card_number: withCheckDigit(`4${"0".repeat(18)}`) }),
  direct("an expiry in month 13", 1000, { card_expiry_date: "3013" }),
  direct("an expiry in month 0", 1000, { card_expiry_date: "3000" }),
  direct("an expiry with a stroke", 1000, { card_expiry_date: "12/30" }),
  direct("an expiry in words", 1000, { card_expiry_date: "soon" }),
  direct("a CVC of two digits", 1000, { card_cvc: "12" }),
  direct("a CVC of four digits for Visa", 1000, { card_cvc: "1234" }),
  direct("a CVC with letters", 1000, { card_cvc: "12a" }),
  direct("a missing card number", 1016, { card_number: undefined }),
  direct("an empty card number", 1016, { card_number: "" }),
  direct("a missing expiry", 1016, { card_expiry_date: undefined }),
  direct("a missing CVC", 1016, { card_cvc: undefined }),
  { name: "a direct order without card data", code: 1016, body: directOrder({ gateway_info: undefined }) },
  {
    name: "a direct order with an empty list for card data",
    code: 1016,
    body: directOrder({ gateway_info: [] }),
  },
  direct("a card of a scheme that is not supported", 1023, {
    card_number: withCheckDigit("601100000000000"),
  }),
  direct("a card that begins with 9", 1023, { card_number: withCheckDigit("900000000000000") }),
];

for (const { name, code, body } of cases) {
  test(`refuses ${name} with ${code} and stores nothing`, async () => {
    const heldBefore = (await world.controls.books()).entries.length;
    assertRefused(await api("POST", "/orders", body), { code });
    await assertNotStored(api, String(body["order_id"]));
    assert.equal((await world.controls.books()).entries.length, heldBefore);
  });
}

for (const [name, orderId] of [
  ["missing", undefined],
  ["null", null],
  ["empty", ""],
  ["an object", {}],
  ["true", true],
  ["51 characters long", "x".repeat(51)],
] as const) {
  test(`refuses an order id that is ${name} with 1006`, async () => {
    assertRefused(await api("POST", "/orders", redirectOrder({ order_id: orderId })), { code: 1006 });
  });
}

// Each step mends what the one before was refused for: the next complaint must be the next in the order.
test("complains in the order of the contract", async () => {
  const orderId = newOrderId();
  const steps: readonly (readonly [code: number, mend: OrderBody])[] = [
    [1016, { type: "direct" }],
    [1006, { order_id: orderId }],
    [1002, { currency: "EUR" }],
    [1001, { amount: 1000 }],
    [1008, { description: "Two tickets" }],
    [1007, { customer: { ip_address: "192.0.2.1", country: "??" } }],
    [1018, { customer: { ip_address: "192.0.2.1", country: "NL" } }],
    [1010, { var1: "one" }],
    [1023, { gateway: "VISA" }],
    [1029, { shopping_cart: undefined }],
    [1000, { gateway_info: { ...cardInfo(), flexible_3d: false } }],
  ];
  let body: OrderBody = {
    type: "nonsense",
    order_id: "",
    currency: "?",
    amount: "?",
    description: "",
    customer: { ip_address: "?", country: "??" },
    var1: "x".repeat(501),
    gateway: "NOSUCHGATEWAY",
    ...{ shopping_cart: cart({ tax_table_selector: "nowhere" })["shopping_cart"] },
    gateway_info: cardInfo({ number: "4111111111111112" }),
  };
  for (const [code, mend] of steps) {
    assertRefused(await api("POST", "/orders", body), { code });
    body = { ...body, ...mend };
  }
  assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "completed");
});

test("complains of the key before it looks at the order", async () => {
  const answer = await api("POST", "/orders", { type: "nonsense" }, { api_key: "wrong-key-wrong-key" });
  assertRefused(answer, { code: 1032, status: 401 });
});

for (const [name, body] of [
  ["a list", "[1]"],
  ["a text", '"order"'],
  ["a number", "12"],
  ["null", "null"],
] as const) {
  test(`refuses a body that is ${name} with 1016`, async () => {
    const answer = await api("POST", "/orders", body);
    assertRefused(answer, { code: 1016, status: answer.status });
    assertRefusedSomehow(answer);
  });
}

for (const [name, members] of [
  ["a NUL in the order id", { order_id: "nul\u0000nul" }],
  ["a NUL in the description", { description: "two\u0000tickets" }],
  ["a NUL deep in the customer", { customer: { first_name: "S\u0000m" } }],
  ["a NUL in the cart", cart({ name: "Tick\u0000et" })],
  ["a NUL in an address to call", { payment_options: { notification_url: "http://shop.example/\u0000" } }],
  ["an address to call that is none", { payment_options: { notification_url: "not an address" } }],
  ["an address to call that is a list", { payment_options: { notification_url: ["http://shop.example"] } }],
  ["a customer that is a text", { customer: "Sam" }],
] as const) {
  test(`survives ${name}`, async () => {
    const answer = await api("POST", "/orders", redirectOrder(members));
    assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
  });
}

test("survives a lone surrogate", async () => {
  const body = JSON.stringify(redirectOrder({ description: "PLACE" })).replace("PLACE", "\\ud800 tickets");
  const answer = await api("POST", "/orders", body);
  assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
});
