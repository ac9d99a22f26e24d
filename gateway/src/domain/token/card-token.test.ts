import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExpiryYymm } from "../card/card.ts";
import { instant } from "../time.ts";
import { type CardToken, parseTokenName, presentToken } from "./card-token.ts";

const name = parseTokenName("FRIBXuDL7Dx");
const expiry = parseExpiryYymm("3012");
assert.ok(name !== null && expiry !== null);

const token: CardToken = {
  name,
  accountId: 7,
  reference: "customer-0001",
  model: "cardOnFile",
  cardFingerprint: "fingerprint",
  schemeReference: null,
};
const card = { brand: "VISA", bin: "411111", last4: "1111", expiry, holderName: "Sam Sample" } as const;

test("a token is shown with the members and types of the contract's example", () => {
  assert.deepEqual(presentToken(token, card, instant(Date.UTC(2026, 0, 28))), {
    token: "FRIBXuDL7Dx",
    code: "VISA",
    display: "Card xxxx xxxx xxxx 1111",
    bin: 411111,
    name_holder: "Sam Sample",
    expiry_date: "3012",
    expired: 0,
    last4: "1111",
    model: "cardOnFile",
    recurring_model: "cardOnFile",
  });
});

test("a token whose card ran out says so, and a missing holder is an empty text", () => {
  const shown = presentToken(token, { ...card, holderName: null }, instant(Date.UTC(2031, 0, 2)));
  assert.equal(shown["expired"], 1);
  assert.equal(shown["name_holder"], "");
});

test("a name of a token is letters and digits of a bounded number", () => {
  for (const text of ["", "short", "FRIBXuDL7D-", "a".repeat(65), "FRIBXuDL7Dé"]) {
    assert.equal(parseTokenName(text), null);
  }
});
