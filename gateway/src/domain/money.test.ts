import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { minor, parseMinor, toWire } from "./money.ts";

test("an amount is read alike as a number and as a decimal string, and written back as it came", () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (amount) => {
      for (const input of [amount, String(amount)]) {
        const parsed = parseMinor(input);
        assert.equal(parsed, BigInt(amount));
        assert.equal(toWire(minor(BigInt(amount))), amount);
      }
    }),
  );
});

test("the largest amount is 2^53-1", () => {
  assert.equal(parseMinor(Number.MAX_SAFE_INTEGER), 9007199254740991n);
  assert.equal(parseMinor("9007199254740991"), 9007199254740991n);
  for (const input of [2 ** 53, "9007199254740992", "9999999999999999", "10000000000000000"]) {
    assert.equal(parseMinor(input), null, String(input));
  }
});

test("what is not a plain whole amount is refused", () => {
  const numbers = [-1, 0.5, 10.01, Number.NaN, Number.POSITIVE_INFINITY];
  const texts = ["", " ", "-1", "+1", "1.0", "1,0", "1e3", "0x10", " 1", "1 ", "1\n", "１", "ten"];
  for (const input of [...numbers, ...texts, null, undefined, true, [], [1], {}, 1n]) {
    assert.equal(parseMinor(input), null, inspect(input));
  }
});

test("zero is an amount, also with a sign nobody sees and with leading zeros", () => {
  for (const input of [0, -0, "0", "000"]) assert.equal(parseMinor(input), 0n);
});

test("an amount that JSON could not carry is a bug", () => {
  assert.throws(() => minor(-1n), RangeError);
  assert.throws(() => minor(2n ** 53n), RangeError);
});
