import assert from "node:assert/strict";
import { test } from "node:test";
import { presentMandate } from "./bank-mandate.ts";
import { type CardToken, parseTokenName } from "./card-token.ts";

const name = parseTokenName("FRIBXuDL7Dx");
assert.ok(name !== null);
const token: CardToken = {
  name,
  accountId: 7,
  reference: "customer-0001",
  model: "subscription",
  cardFingerprint: "fingerprint",
  schemeReference: null,
};

test("a token of an account has every member of a card's, and of the account its end only", () => {
  const account = { holder: "Sam Sample", iban: "NL87ABNA0000000001", bic: "ABNANL2A" };
  assert.deepEqual(presentMandate(token, { method: "IDEAL", mandate: "md_1", account }), {
    token: "FRIBXuDL7Dx",
    code: "IDEAL",
    display: "IBAN xxxx xxxx xxxx 0001",
    bin: "",
    name_holder: "Sam Sample",
    expiry_date: "",
    expired: 0,
    last4: "0001",
    model: "subscription",
    recurring_model: "subscription",
  });
});
