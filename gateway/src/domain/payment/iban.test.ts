import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIban } from "./iban.ts";

test("an account number is read without its blanks and in capitals", () => {
  assert.equal(parseIban("nl91 abna 0417 1643 00"), "NL91ABNA0417164300");
});

for (const text of [
  "",
  "NL91",
  "91NLABNA0417164300",
  "NL9IABNA0417164300",
  `NL91${"A".repeat(31)}`,
  "NL91<b>0417164300",
]) {
  test(`${JSON.stringify(text)} is no account number`, () => {
    assert.equal(parseIban(text), null);
  });
}
