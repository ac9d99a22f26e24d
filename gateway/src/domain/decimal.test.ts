import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Decimal } from "./decimal.ts";
import {
  add,
  compare,
  multiply,
  parseDecimal,
  printsAlike,
  roundHalfUp,
  toFixed,
  toJsonNumber,
  toText,
  unitsHalfUp,
} from "./decimal.ts";

function read(input: unknown): Decimal {
  const value = parseDecimal(input, 400);
  assert(value !== null, `not a decimal: ${String(input)}`);
  return value;
}

/** Any decimal that the default bounds allow. */
const decimals = fc
  .record({
    digits: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
    scale: fc.integer({ min: 6, max: 10 }),
  })
  .map(({ digits, scale }) => read(toText({ unscaled: digits, scale })));

/** Ties are rare among random numbers, so half of the cases end in a 5. */
const maybeTies = fc
  .record({
    digits: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    scale: fc.integer({ min: 0, max: 9 }),
  })
  .chain(({ digits, scale }) =>
    fc.constantFrom(
      read(toText({ unscaled: digits, scale })),
      read(toText({ unscaled: digits * 10n + 5n, scale: scale + 1 })),
    ),
  );

test("numbers and texts are read exactly, exponents included", () => {
  const cases: readonly [unknown, string][] = [
    [0.1, "0.1"],
    [-0, "0"],
    ["-0.00", "0"],
    [1e-7, "0.0000001"],
    ["1E-7", "0.0000001"],
    ["-12.50e-1", "-1.25"],
    ["1e3", "1000"],
    ["2.5E+2", "250"],
    ["007.50", "7.5"],
    ["0e999", "0"],
    [999999999999999, "999999999999999"],
    ["0.0000000001", "0.0000000001"],
    ["1.10000000000000", "1.1"],
  ];
  for (const [input, text] of cases) {
    const value = parseDecimal(input);
    assert(value !== null, `refused ${String(input)}`);
    assert.equal(toText(value), text);
  }
});

test("anything that is no decimal of a sane size is refused", () => {
  const inputs: readonly unknown[] = [
    "",
    " ",
    " 1",
    "1 ",
    "+1",
    ".5",
    "5.",
    "1,5",
    "1_000",
    "0x10",
    "--1",
    "1e",
    "1e+",
    "NaN",
    "Infinity",
    "१",
    "1e15",
    "-1000000000000000",
    "1e999",
    "1e9999",
    "0.00000000001",
    "1e-11",
    "1e-999",
    "0".repeat(41),
    NaN,
    Infinity,
    1e15,
    1e21,
    5e-324,
    0.1 + 0.2,
    true,
    null,
    undefined,
    1n,
    {},
    [],
    [1],
    { toString: "1" },
  ];
  for (const input of inputs) assert.equal(parseDecimal(input), null, `accepted ${typeof input}`);
});

test("a caller may allow more decimals", () => {
  assert.equal(toText(read(0.055999999999999994)), "0.055999999999999994");
  assert.equal(parseDecimal(0.055999999999999994, 17), null);
});

test("a half is rounded away from zero on both sides", () => {
  const cases: readonly [string, number, string][] = [
    ["0.125", 2, "0.13"],
    ["-0.125", 2, "-0.13"],
    ["0.124999", 2, "0.12"],
    ["-0.124999", 2, "-0.12"],
    ["1.005", 2, "1.01"],
    ["2.5", 0, "3"],
    ["-2.5", 0, "-3"],
    ["-0.004", 2, "0.00"],
    ["-0.005", 2, "-0.01"],
    ["17.3", 2, "17.30"],
    ["99.995", 2, "100.00"],
    ["1200", 2, "1200.00"],
  ];
  for (const [input, places, text] of cases) assert.equal(toFixed(read(input), places), text);
});

test("rounding agrees with its definition over the rationals", () => {
  // Independent of the code under test: with x = p/q, the result r in units of
  // 10^-n must satisfy |x·10^n - r| <= 1/2, and at exactly 1/2 |r| > |x·10^n|.
  fc.assert(
    fc.property(maybeTies, fc.integer({ min: 0, max: 6 }), (value, places) => {
      const q = 10n ** BigInt(value.scale);
      const p = value.unscaled * 10n ** BigInt(places);
      const units = unitsHalfUp(value, places);
      const doubleError = 2n * (units * q - p);
      const distance = doubleError < 0n ? -doubleError : doubleError;
      assert(distance <= q);
      if (distance === q) assert.equal(doubleError > 0n, p > 0n);
      assert.deepEqual(roundHalfUp(value, places), read(toFixed(value, places)));
    }),
  );
});

test("rounding mirrors at zero", () => {
  fc.assert(
    fc.property(maybeTies, fc.integer({ min: 0, max: 6 }), (value, places) => {
      const mirrored = { unscaled: -value.unscaled, scale: value.scale };
      assert.equal(unitsHalfUp(mirrored, places), -unitsHalfUp(value, places));
    }),
  );
});

test("what is printed is read back as the same value", () => {
  fc.assert(fc.property(decimals, (value) => assert.deepEqual(parseDecimal(toText(value)), value)));
});

test("a JSON number is its own shortest text", () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 });
  fc.assert(fc.property(numbers, (number) => assert.equal(Number(toText(read(number))), number + 0)));
});

test("adding, multiplying and comparing agree with the rationals", () => {
  fc.assert(
    fc.property(decimals, decimals, (left, right) => {
      const [a, b] = [left.unscaled, right.unscaled];
      const [q, r] = [10n ** BigInt(left.scale), 10n ** BigInt(right.scale)];
      const sum = add(left, right);
      assert.equal(sum.unscaled * q * r, (a * r + b * q) * 10n ** BigInt(sum.scale));
      const product = multiply(left, right);
      assert.equal(product.unscaled * q * r, a * b * 10n ** BigInt(product.scale));
      assert.equal(Math.sign(compare(left, right)), a * r < b * q ? -1 : a * r > b * q ? 1 : 0);
    }),
  );
});

test("equal values are equal objects", () => {
  assert.deepEqual(read("1.50"), read(1.5));
  assert.deepEqual(add(read("0.75"), read("0.25")), read("1"));
  assert.deepEqual(multiply(read("0.5"), read("20")), read("10"));
  assert.deepEqual(add(read("1.1"), read("-1.1")), read("0"));
});

test("a JSON number carries the value unchanged and without an exponent, or a text does", () => {
  assert.equal(toJsonNumber(read("82.6446280992")), 82.6446280992);
  assert.equal(toJsonNumber(read("-3.00")), -3);
  assert.equal(toJsonNumber(read("0.0001")), 0.0001);
  assert.equal(toJsonNumber(read("0.00001")), "0.00001");
  assert.equal(toJsonNumber(read("123456789012345.0123456789")), "123456789012345.0123456789");
  fc.assert(
    fc.property(decimals, (value) => {
      const printed = JSON.stringify(toJsonNumber(value));
      assert.doesNotMatch(printed, /e/i);
      assert.deepEqual(parseDecimal(JSON.parse(printed)), value);
    }),
  );
});

test("numbers that Python prints with another exponent are told apart", () => {
  for (const number of [0, 1, -1.5, 0.0001, 1e16, 1e21, 0.30000000000000004]) assert(printsAlike(number));
  for (const number of [0.00001, -0.00009, 1e-7, 5e-324, Infinity, NaN]) assert(!printsAlike(number));
});
