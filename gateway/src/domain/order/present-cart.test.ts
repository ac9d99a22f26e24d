import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { minor } from "../money.ts";
import type { Cart } from "./cart.ts";
import { parseCart } from "./cart.ts";
import { presentCart } from "./present-cart.ts";

interface Sent {
  readonly items: unknown;
  readonly options?: unknown;
  readonly amount?: number;
  readonly mustMatch?: boolean;
}

function accepted({ items, options, amount = 1000, mustMatch = false }: Sent): Cart {
  const result = parseCart({
    shoppingCart: { items },
    checkoutOptions: options,
    currency: "EUR",
    amount: minor(BigInt(amount)),
    mustMatch,
  });
  assert(result.ok && result.value !== null);
  return result.value;
}

const item = (members: object = {}) => ({ name: "Chair", unit_price: 10, quantity: 1, ...members });
const rates = (tables: object) => ({ tax_tables: tables });
const named = (name: unknown, rate: unknown) => ({ name, rules: [{ rate }] });

/** What the PHP SDK sends for two chairs with 21 % and one book with 9 %. */
const phpOrder: Sent = {
  amount: 11090,
  items: [
    {
      name: "Chair",
      description: "",
      unit_price: "41.3223140496",
      currency: "EUR",
      quantity: 2,
      merchant_item_id: "CH-1",
      tax_table_selector: "21",
      weight: { unit: null, value: null },
    },
    {
      name: "Book",
      description: "Paper",
      unit_price: "10.0000000000",
      currency: "EUR",
      quantity: 1,
      merchant_item_id: "BK-1",
      tax_table_selector: "9",
      weight: { unit: "KG", value: 0.5 },
    },
  ],
  options: {
    validate_cart: false,
    tax_tables: {
      default: { shipping_taxed: true, rate: 0.21 },
      alternate: [
        { name: "21", standalone: false, rules: [{ rate: 0.21, country: "" }] },
        { name: "9", standalone: false, rules: [{ rate: "0.09" }] },
      ],
    },
  },
};

test("the cart of the PHP SDK is echoed with every member that its reader takes for granted", () => {
  assert.deepEqual(presentCart(accepted(phpOrder)), {
    shopping_cart: {
      items: [
        {
          cashback: "",
          currency: "EUR",
          description: "",
          image: "",
          merchant_item_id: "CH-1",
          name: "Chair",
          options: [],
          product_url: "",
          quantity: 2,
          tax_table_selector: "21",
          unit_price: "41.3223140496",
          weight: { unit: null, value: null },
        },
        {
          cashback: "",
          currency: "EUR",
          description: "Paper",
          image: "",
          merchant_item_id: "BK-1",
          name: "Book",
          options: [],
          product_url: "",
          quantity: 1,
          tax_table_selector: "9",
          unit_price: "10.0000000000",
          weight: { unit: "KG", value: 0.5 },
        },
      ],
    },
    checkout_options: {
      default: { rate: 0.21, shipping_taxed: true },
      alternate: [
        { name: "21", standalone: false, rules: [{ country: "", rate: 0.21 }] },
        { name: "9", standalone: false, rules: [{ country: "", rate: 0.09 }] },
      ],
    },
    order_adjustment: { total_adjustment: "0.00", total_tax: "18.26" },
    order_total: "110.90",
  });
});

test("an item with nothing but name, price and quantity is filled up", () => {
  const { shopping_cart, checkout_options } = presentCart(accepted({ items: [item()] }));
  assert.deepEqual(shopping_cart.items, [
    {
      cashback: "",
      currency: "EUR",
      description: "",
      image: "",
      merchant_item_id: "",
      name: "Chair",
      options: [],
      product_url: "",
      quantity: 1,
      tax_table_selector: "",
      unit_price: 10,
      weight: { unit: null, value: null },
    },
  ]);
  assert.deepEqual(checkout_options, { default: { rate: 0, shipping_taxed: false }, alternate: [] });
});

test("loose spellings are understood", () => {
  const cart = presentCart(
    accepted({
      amount: 2420,
      mustMatch: true,
      items: [
        item({
          name: 7,
          unit_price: "10.00",
          quantity: "2",
          currency: "eur",
          merchant_item_id: 12,
          tax_table_selector: 21,
          weight: [],
          options: {},
        }),
      ],
      options: {
        validate_cart: "TRUE",
        tax_tables: { default: [], alternate: [{ name: 21, standalone: "1", rules: [{ rate: "0.21" }] }] },
      },
    }),
  );
  const [line] = cart.shopping_cart.items;
  assert.equal(line?.name, "7");
  assert.equal(line?.unit_price, "10.00");
  assert.equal(line?.quantity, 2);
  assert.equal(line?.currency, "EUR");
  assert.equal(line?.merchant_item_id, "12");
  assert.deepEqual(line?.weight, { unit: null, value: null });
  assert.deepEqual(line?.options, []);
  assert.equal(cart.checkout_options.alternate[0]?.standalone, true);
  assert.equal(cart.order_total, "24.20");
});

test("FastCheckout members and product options are echoed untouched, unknown members are not", () => {
  const shipping = {
    pickup: { name: "Shop", provider: "own", price: 0 },
    flat_rate_shipping: [{ id: "1", name: "Post", price: 4.95, allowed_areas: ["NL"] }],
  };
  const { checkout_options, shopping_cart } = presentCart(
    accepted({
      items: [item({ options: [{ name: "colour", value: "red" }, 3, null], surprise: 1 })],
      options: { no_shipping_method: false, shipping_methods: shipping, surprise: 1 },
    }),
  );
  assert.deepEqual(checkout_options, {
    default: { rate: 0, shipping_taxed: false },
    alternate: [],
    no_shipping_method: false,
    shipping_methods: shipping,
  });
  assert.deepEqual(shopping_cart.items[0]?.options, [{ name: "colour", value: "red" }, 3, null]);
  assert.equal(Object.hasOwn(shopping_cart.items[0] ?? {}, "surprise"), false);
});

test("numbers that another printer would write with an exponent are echoed as texts of digits", () => {
  const cart = accepted({
    items: [
      item({
        unit_price: 1e-7,
        quantity: "0.00002",
        options: [1e-7, -0],
        weight: { unit: "KG", value: 0.00001 },
      }),
    ],
    options: rates({ default: { rate: 1e-8 } }),
  });
  const { shopping_cart, checkout_options } = presentCart(cart);
  assert.equal(shopping_cart.items[0]?.unit_price, "0.0000001");
  assert.equal(shopping_cart.items[0]?.quantity, "0.00002");
  assert.equal(shopping_cart.items[0]?.weight.value, "0.00001");
  assert.deepEqual(shopping_cart.items[0]?.options, ["1e-7", 0]);
  assert.equal(checkout_options.default.rate, "0.00000001");
});

test("a stored cart is presented like the parsed one", () => {
  const cart = accepted(phpOrder);
  assert.deepEqual(presentCart(JSON.parse(JSON.stringify(cart))), presentCart(cart));
});

const junk = fc.jsonValue({ maxDepth: 3 });
/** Mostly what a shop could send, so that whole carts often pass; now and then anything. */
const mostly = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: junk });
const looseNumber = fc.oneof(
  fc.integer(),
  fc.integer().map(String),
  fc.double({ noNaN: true, min: -10, max: 10 }).map((number) => number.toFixed(6)),
  fc.integer({ min: -9999, max: 9999 }).map((number) => number / 1e9),
);
const looseItem = fc.record(
  {
    name: mostly(fc.string()),
    unit_price: mostly(looseNumber),
    quantity: mostly(looseNumber),
    currency: mostly(fc.constantFrom("EUR", "eur", "", null)),
    tax_table_selector: mostly(fc.constantFrom("", "a", null)),
    weight: mostly(fc.record({ unit: fc.string(), value: looseNumber })),
    options: mostly(fc.array(junk)),
  },
  { requiredKeys: ["name", "unit_price", "quantity"] },
);
const looseCart = mostly(fc.record({ items: mostly(fc.array(looseItem, { maxLength: 3 })) }));
const looseOptions = mostly(
  fc.record({
    tax_tables: mostly(fc.constant({ default: { rate: 0.21 }, alternate: [named("a", "0.000000009")] })),
    shipping_methods: junk,
  }),
);

test("whatever is sent is refused or presented the same after storage, and never throws", () => {
  fc.assert(
    fc.property(looseCart, looseOptions, (shoppingCart, checkoutOptions) => {
      const result = parseCart({
        shoppingCart,
        checkoutOptions,
        currency: "EUR",
        amount: minor(1000n),
        mustMatch: false,
      });
      if (!result.ok || result.value === null) return;
      const presented = presentCart(result.value);
      assert.deepEqual(presentCart(JSON.parse(JSON.stringify(result.value))), presented);
      assert.deepEqual(JSON.parse(JSON.stringify(presented)), presented);
    }),
    { numRuns: 500 },
  );
});

test("what was presented may be sent again and is presented the same", () => {
  const cents = fc.integer({ min: -100_000, max: 100_000 });
  const line = fc.record({
    price: cents,
    quantity: fc.integer({ min: -9, max: 9 }),
    percent: fc.integer({ min: 0, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const first = presentCart(
        accepted({
          items: lines.map(({ price, quantity, percent }) =>
            item({ unit_price: price / 1000, quantity, tax_table_selector: String(percent) }),
          ),
          options: rates({ alternate: lines.map(({ percent }) => named(percent, percent / 100)) }),
        }),
      );
      const { default: standard, alternate } = first.checkout_options;
      const again = accepted({
        items: first.shopping_cart.items,
        options: rates({ default: standard, alternate }),
      });
      assert.deepEqual(presentCart(again), first);
    }),
  );
});
