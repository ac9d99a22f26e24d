import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMailAddress, sameMailbox } from "./mail-address.ts";

for (const address of [
  "shopper@example.com",
  "sam+shop@sub.example.co.uk",
  "zoë@exämple.nl",
  "a@localhost",
]) {
  test(`takes ${address}`, () => {
    assert.equal(parseMailAddress(` ${address} `), address);
  });
}

for (const [name, address] of [
  ["two recipients", "a@example.com,b@example.com"],
  ["two recipients with a semicolon", "a@example.com;b@example.com"],
  ["a name before the address", "Sam <a@example.com>"],
  ["a line break", "a@example.com\r\nBcc: b@example.com"],
  ["a line break inside the name", "a\nb@example.com"],
  ["a mark of direction", "a\u202Eb@example.com"],
  ["a zero-width space", "a\u200Bb@example.com"],
  ["a space", "a b@example.com"],
  ["a quoted name", '"a@b"@example.com'],
  ["a comment", "a(b)@example.com"],
  ["an address literal", "a@[127.0.0.1]"],
  ["no host", "a@"],
  ["no name", "@example.com"],
  ["two signs", "a@b@example.com"],
  ["half a surrogate pair", "a\uD800@example.com"],
  [
    "more than SMTP carries",
    `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(20)}`,
  ],
] as const) {
  test(`refuses ${name}`, () => {
    assert.equal(parseMailAddress(address), null);
  });
}

test("knows one mailbox in two spellings", () => {
  const [one, other] = ["Sam@Example.com", "sam@example.COM"].map(parseMailAddress);
  assert.ok(one && other);
  assert.equal(sameMailbox(one), sameMailbox(other));
});
