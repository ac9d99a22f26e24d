import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIdempotencyKey } from "./idempotency-key.ts";

test("a bare key and the same key in quotes are one", () => {
  const bare = "8e03978e-40d5-43dd-bc93-6894a57f9324";
  assert.equal(parseIdempotencyKey(bare), bare);
  assert.equal(parseIdempotencyKey(`"${bare}"`), bare);
});

test("quotes and backslashes are escaped in a quoted key only", () => {
  assert.equal(parseIdempotencyKey(String.raw`"a \"b\" \\ c"`), String.raw`a "b" \ c`);
  assert.equal(parseIdempotencyKey(String.raw`a\b`), String.raw`a\b`);
});

test("a key has 1 to 255 characters", () => {
  assert.equal(parseIdempotencyKey("x".repeat(255))?.length, 255);
  assert.equal(parseIdempotencyKey(`"${"x".repeat(255)}"`)?.length, 255);
  for (const wrong of ["", '""', "x".repeat(256), `"${"x".repeat(256)}"`]) {
    assert.equal(parseIdempotencyKey(wrong), null);
  }
});

test("anything else is no key", () => {
  const wrong = [
    "a b",
    "a, a",
    '"a", "a"',
    '"a',
    'a"',
    '"a"b"',
    '"a";x=1',
    String.raw`"a\n"`,
    "clé",
    "a\u0000b",
    "a\tb",
    '"\u007f"',
  ];
  for (const one of wrong) assert.equal(parseIdempotencyKey(one), null, JSON.stringify(one));
});
