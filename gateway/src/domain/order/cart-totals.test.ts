import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDecimal, toText } from "../decimal.ts";
import type { CartLine } from "./cart-totals.ts";
import { cartTotals } from "./cart-totals.ts";

function read(input: unknown) {
  const value = parseDecimal(input);
  assert(value !== null);
  return value;
}

const line = ([unitPrice, quantity, rate]: readonly [unknown, unknown, unknown]): CartLine => ({
  unitPrice: read(unitPrice),
  quantity: read(quantity),
  rate: read(rate),
});

function totals(...lines: readonly (readonly [unknown, unknown, unknown])[]) {
  const { net, tax, total } = cartTotals(lines.map(line));
  return { net: toText(net), tax: toText(tax), total: toText(total) };
}

const cents = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });
const lines = fc.array(
  fc.record({
    price: cents,
    quantity: fc.integer({ min: -20, max: 20 }),
    percent: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 20 },
);
const toLine = ({
  price,
  quantity,
  percent,
}: {
  price: bigint;
  quantity: number;
  percent: number;
}): CartLine => ({
  unitPrice: read(toText({ unscaled: price, scale: 4 })),
  quantity: read(quantity),
  rate: read(toText({ unscaled: BigInt(percent), scale: 2 })),
});

test("a price without tax, stated to ten decimals, adds up to the price with tax", () => {
  assert.deepEqual(totals([82.6446280992, 1, 0.21]), { net: "82.64", tax: "17.36", total: "100" });
});

test("sums are rounded once and not per line", () => {
  assert.deepEqual(totals(["0.005", 1, 0], ["0.005", 1, 0], ["0.005", 1, 0]), {
    net: "0.02",
    tax: "0",
    total: "0.02",
  });
});

test("discounts, fractions and several rates count exactly", () => {
  assert.deepEqual(totals(["10", "1.5", "0.21"], [-2.5, 2, 0.21], ["4", "1", "0.09"]), {
    net: "14",
    tax: "2.46",
    total: "16.46",
  });
});

test("an empty cart comes to nothing", () => {
  assert.deepEqual(totals(), { net: "0", tax: "0", total: "0" });
});

test("the order of the lines does not change the totals", () => {
  const permuted = lines.chain((cart) =>
    fc.tuple(fc.constant(cart), fc.shuffledSubarray(cart, { minLength: cart.length })),
  );
  fc.assert(
    fc.property(permuted, ([cart, shuffled]) => {
      assert.deepEqual(cartTotals(shuffled.map(toLine)), cartTotals(cart.map(toLine)));
    }),
  );
});

test("the totals agree with a sum over integers", () => {
  // Prices in units of 10^-4 and rates in percent make tax a multiple of 10^-6.
  const round = (units: bigint, divisor: bigint) =>
    ((units < 0n ? -1n : 1n) * (2n * (units < 0n ? -units : units) + divisor)) / (2n * divisor);
  fc.assert(
    fc.property(lines, (cart) => {
      let net = 0n;
      let tax = 0n;
      for (const { price, quantity, percent } of cart) {
        net += price * BigInt(quantity);
        tax += price * BigInt(quantity) * BigInt(percent);
      }
      const expected = round(net, 100n) + round(tax, 10_000n);
      assert.deepEqual(cartTotals(cart.map(toLine)).total, read(toText({ unscaled: expected, scale: 2 })));
    }),
  );
});
