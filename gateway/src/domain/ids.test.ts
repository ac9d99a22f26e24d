import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  parseAttemptKey,
  parseOrderId,
  parseOrderKey,
  parseSessionToken,
  siteId,
  transactionId,
} from "./ids.ts";

test("an order id has 1 to 50 characters, counted as people count them", () => {
  for (const text of ["1", "my-order-id-1", "x".repeat(50), "😀".repeat(50), "é / #?&=", " "]) {
    assert.equal(parseOrderId(text), text);
  }
  for (const text of ["", "x".repeat(51), "😀".repeat(51)]) assert.equal(parseOrderId(text), null);
});

test("an order id that PostgreSQL or JSON could not hold is refused", () => {
  for (const text of ["a\0", "a\nb", "\t", "a\u007f", "a\u0085", "\ud800", "a\udc00"]) {
    assert.equal(parseOrderId(text), null, JSON.stringify(text));
  }
});

test("whatever order id is taken is taken unchanged and survives UTF-8", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const id = parseOrderId(text);
      if (id === null) return;
      assert.equal(id, text);
      assert.equal(new TextDecoder().decode(new TextEncoder().encode(id)), text);
    }),
  );
});

test("a row's key has its prefix and 32 hexadecimal digits; another kind's key is a bug", () => {
  const digits = "0123456789abcdef".repeat(2);
  assert.equal(parseOrderKey(`ord_${digits}`), `ord_${digits}`);
  assert.equal(parseAttemptKey(`att_${digits}`), `att_${digits}`);
  for (const text of ["", digits, `ord_${digits}0`, `ord_${digits.toUpperCase()}`, ` ord_${digits}`]) {
    assert.throws(() => parseOrderKey(text));
    assert.throws(() => parseAttemptKey(text.replace("ord", "att")));
  }
  assert.throws(() => parseOrderKey(`att_${digits}`));
  assert.throws(() => parseAttemptKey(`ord_${digits}`));
});

test("a session token is 35 letters and digits", () => {
  const token = "aZ0".repeat(12).slice(0, 35);
  assert.equal(parseSessionToken(token), token);
  for (const text of [
    "",
    token.slice(1),
    `${token}a`,
    `${token.slice(1)}-`,
    `${token.slice(1)}é`,
    `${token}\n`,
  ]) {
    assert.equal(parseSessionToken(text), null, text);
  }
});

test("numbered ids are positive and can be carried by JSON", () => {
  for (const number of [transactionId, siteId]) {
    assert.equal(number(1), 1);
    assert.equal(number(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
    for (const value of [0, -1, 1.5, 2 ** 53, Number.NaN]) assert.throws(() => number(value), RangeError);
  }
});
