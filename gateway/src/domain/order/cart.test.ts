import assert from "node:assert/strict";
import { test } from "node:test";
import type { Currency } from "../currency.ts";
import { minor } from "../money.ts";
import type { Cart, CartRefusal } from "./cart.ts";
import { parseCart } from "./cart.ts";

interface Sent {
  readonly items?: unknown;
  readonly options?: unknown;
  readonly currency?: Currency;
  readonly amount?: number;
  readonly mustMatch?: boolean;
}

const parse = ({ items, options, currency = "EUR", amount = 1000, mustMatch = false }: Sent) =>
  parseCart({
    shoppingCart: items === undefined ? undefined : { items },
    checkoutOptions: options,
    currency,
    amount: minor(BigInt(amount)),
    mustMatch,
  });

function accepted(sent: Sent): Cart {
  const result = parse(sent);
  assert(result.ok, result.ok ? "" : `refused with ${result.refusal.code} ${result.refusal.info}`);
  assert(result.value !== null);
  return result.value;
}

function refused(sent: Sent): CartRefusal {
  const result = parse(sent);
  assert(!result.ok, "accepted");
  return result.refusal;
}

const item = (members: object = {}) => ({ name: "Chair", unit_price: 10, quantity: 1, ...members });
const rates = (tables: object) => ({ tax_tables: tables });
const named = (name: unknown, ...ruleRates: readonly unknown[]) => ({
  name,
  rules: ruleRates.map((rate) => ({ rate })),
});

test("an order without a cart has none, however PHP spells nothing", () => {
  for (const nothing of [undefined, null, [], {}, { items: [] }, { items: {} }, { items: null }]) {
    for (const options of [undefined, null, [], {}, { tax_tables: [] }]) {
      const result = parseCart({
        shoppingCart: nothing,
        checkoutOptions: options,
        currency: "EUR",
        amount: minor(1000n),
        mustMatch: true,
      });
      assert.deepEqual(result, { ok: true, value: null });
    }
  }
});

test("an item is taxed by the first rule of the table it names, else by default, else not at all", () => {
  const tables = rates({
    default: { rate: 0.1 },
    alternate: [named("0", 0), named("two", 0.2, 0.9), named("empty"), named("two", 0.5)],
  });
  const taxOf = (selector: unknown, options: unknown) =>
    accepted({ items: [item({ tax_table_selector: selector })], options }).totalTax;
  assert.equal(taxOf(undefined, tables), "1.00");
  assert.equal(taxOf("", tables), "1.00");
  assert.equal(taxOf(null, tables), "1.00");
  assert.equal(taxOf("0", tables), "0.00");
  assert.equal(taxOf("two", tables), "2.00");
  assert.equal(taxOf("empty", tables), "1.00");
  assert.equal(taxOf("", undefined), "0.00");
});

test("each fault of a cart has its own code and the catalogue's sentence", () => {
  const cases: readonly [number, string, Sent][] = [
    [1025, "Multiple currencies in cart", { items: [item({ currency: "EUR" }), item({ currency: "USD" })] }],
    [1025, "Multiple currencies in cart", { items: [item(), item({ currency: "USD" })] }],
    [1026, "Cart currency different to order currency", { items: [item({ currency: "USD" })] }],
    [1030, "Incorrect item currency", { items: [item(), item({ currency: "EURO" })] }],
    [1030, "Incorrect item currency", { items: [item({ currency: "USD" }), item({ currency: "X" })] }],
    [1028, "Incorrect custom tax rate", { items: [item()], options: rates({ default: { rate: 21 } }) }],
    [1028, "Incorrect custom tax rate", { items: [item()], options: rates({ default: { rate: "21%" } }) }],
    [
      1028,
      "Incorrect custom tax rate",
      { items: [item()], options: rates({ alternate: [named("a", -0.1)] }) },
    ],
    [
      1028,
      "Incorrect custom tax rate",
      { items: [item()], options: rates({ alternate: [named("a", null)] }) },
    ],
    [1029, "Invalid tax rate specified for item", { items: [item({ tax_table_selector: "0" })] }],
    [1031, "Incorrect item price", { items: [item({ unit_price: "ten" })] }],
    [1031, "Incorrect item price", { items: [item({ unit_price: null })] }],
    [1031, "Incorrect item price", { items: [item({ unit_price: "0.00000000001" })] }],
    [1031, "Incorrect item price", { items: [item({ unit_price: { toString: "1" } })] }],
    [1027, "Invalid cart amount", { items: [item()], amount: 1002, mustMatch: true }],
    [1027, "Invalid cart amount", { items: [item()], amount: 998, options: { validate_cart: "1" } }],
  ];
  for (const [code, info, sent] of cases) assert.deepEqual(refused(sent), { code, info });
});

test("of several faults the first in the contract's order is told", () => {
  // Everything is wrong at once; each step mends the fault that was told.
  const broken = { unit_price: "ten", tax_table_selector: "none" };
  const badRate = rates({ default: { rate: 2 } });
  const steps: readonly [number | null, Sent][] = [
    [
      1025,
      {
        items: [item({ ...broken, currency: "USD" }), item({ currency: "GBP" }), item({ currency: "?" })],
        options: badRate,
      },
    ],
    [1026, { items: [item({ ...broken, currency: "USD" })], options: badRate }],
    [1030, { items: [item({ ...broken, currency: "?" })], options: badRate }],
    [1028, { items: [item(broken)], options: badRate }],
    [1029, { items: [item({ unit_price: "ten" }), item(broken)] }],
    [1031, { items: [item({ unit_price: "ten" })] }],
    [1027, { items: [item()] }],
    [null, { items: [item()], amount: 1000 }],
  ];
  for (const [code, sent] of steps) {
    const result = parse({ amount: 1, mustMatch: true, ...sent });
    assert.equal(result.ok ? null : result.refusal.code, code);
  }
});

test("a cart that misses the amount is only informational unless somebody relies on it", () => {
  const off: Sent = { items: [item()], amount: 99999 };
  assert.equal(accepted({ ...off, options: { validate_cart: false } }).orderTotal, "10.00");
  assert.equal(refused({ ...off, mustMatch: true }).code, 1027);
  assert.equal(refused({ ...off, options: { validate_cart: true } }).code, 1027);
});

test("one minor unit of difference is tolerated, two are not", () => {
  for (const amount of [999, 1000, 1001]) accepted({ items: [item()], amount, mustMatch: true });
  for (const amount of [998, 1002])
    assert.equal(refused({ items: [item()], amount, mustMatch: true }).code, 1027);
});

test("yen are compared in whole units", () => {
  const yen: Sent = { items: [item({ unit_price: 1000 })], currency: "JPY", mustMatch: true };
  assert.equal(accepted({ ...yen, amount: 1000 }).orderTotal, "1000.00");
  accepted({ ...yen, amount: 1001 });
  assert.equal(refused({ ...yen, amount: 100_000 }).code, 1027);
});

test("discount lines count against the rest", () => {
  const discounted = [
    item({ unit_price: "12.50", quantity: 2 }),
    item({ name: "Sale", unit_price: -5, quantity: "3" }),
  ];
  assert.equal(accepted({ items: discounted, amount: 1000, mustMatch: true }).orderTotal, "10.00");
  assert.equal(refused({ items: [item({ quantity: -1 })], amount: 1000, mustMatch: true }).code, 1027);
});

test("wrong shapes and sizes are refused with a sentence that names the member", () => {
  const long = "x".repeat(2001);
  const cases: readonly [string, Sent][] = [
    ["shopping_cart.items must be a list", { items: "chair" }],
    ["shopping_cart.items[0] must be an object", { items: ["chair"] }],
    ["shopping_cart.items has more than 500 entries", { items: Array.from({ length: 501 }, () => item()) }],
    ["shopping_cart.items[0].name is missing", { items: [{ unit_price: 1, quantity: 1 }] }],
    ["shopping_cart.items[0].name must be a text", { items: [item({ name: ["Chair"] })] }],
    [
      "shopping_cart.items[1].description must be a text of at most 2000 valid characters",
      { items: [item(), item({ description: long })] },
    ],
    [
      "shopping_cart.items[0].name must be a text of at most 2000 valid characters",
      { items: [item({ name: "a\u0000b" })] },
    ],
    [
      "shopping_cart.items[0].image must be a text of at most 2000 valid characters",
      { items: [item({ image: "\ud800" })] },
    ],
    ["shopping_cart.items[0].quantity must be a decimal number", { items: [item({ quantity: "two" })] }],
    ["shopping_cart.items[0].quantity must be a decimal number", { items: [item({ quantity: undefined })] }],
    ["shopping_cart.items[0].options must be a list", { items: [item({ options: { size: "L" } })] }],
    ["shopping_cart.items[0].weight must be an object", { items: [item({ weight: "2 kg" })] }],
    ["checkout_options must be an object", { items: [item()], options: "none" }],
    [
      "checkout_options.validate_cart must be true or false",
      { items: [item()], options: { validate_cart: { toString: 1 } } },
    ],
    [
      "checkout_options.tax_tables.alternate must be a list",
      { items: [item()], options: rates({ alternate: { a: 1 } }) },
    ],
    [
      "checkout_options.tax_tables.alternate has more than 100 entries",
      { items: [item()], options: rates({ alternate: Array.from({ length: 101 }, () => named("a", 0)) }) },
    ],
  ];
  for (const [sentence, sent] of cases) {
    assert.deepEqual(refused(sent), { code: 1016, info: `Missing data: ${sentence}` });
  }
});

test("what is only echoed is bounded too", () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  accepted({ items: [item({ options: deep(8) })] });
  for (const options of [
    deep(9),
    [{ ["k".repeat(2001)]: 1 }],
    ["x".repeat(2001)],
    [Infinity],
    Array(101).fill(0),
  ]) {
    assert.equal(refused({ items: [item({ options })] }).code, 1016);
  }
});

test("500 items and texts of 2000 characters are accepted", () => {
  const name = "🪑".repeat(2000);
  const items = Array.from({ length: 500 }, () => item({ name, unit_price: 0.01 }));
  assert.equal(accepted({ items, amount: 500, mustMatch: true }).orderTotal, "5.00");
});
