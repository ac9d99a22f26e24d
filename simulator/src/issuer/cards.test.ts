import assert from "node:assert/strict";
import { test } from "node:test";
import { behaviourOf, testCards } from "./cards.ts";
import { decide } from "./issuer.ts";

const today = new Date("2026-01-28T09:00:00Z");

test("every scripted card answers an authorization by its script", () => {
  const answers = testCards.map(({ number }) => {
    const { responseCode, additionalResponse } = decide({ number, expiry: "3012", hasCvc: true }, today);
    return [number, responseCode, additionalResponse];
  });
  assert.deepEqual(answers, [
    ["4111111111111111", "00", "M"],
    ["4761340000000019", "00", "M"],
    ["5500000000000004", "00", "M"],
    ["5555555555554444", "00", "M"],
    ["6799990000000000011", "00", "M"],
    ["374500000000015", "00", "M"],
    ["6759000000005", "00", "M"],
    ["5747906991001442", "00", "M"],
    ["4917300000000008", "00", "MV"],
    ["4462000000000003", "00", "MC"],
    ["378734493671000", "00", "MV"],
    ["4012001037461114", "00", "M"],
    ["374200000000004", "00", "M"],
    ["4012001038488884", "51", "M"],
    ["4012001038443335", "00", "M"],
    ["378282246310005", "00", "M"],
    ["67034500054620008", "00", "M"],
    ["67039902990000045", "00", "M"],
    ["67039902990000011", "51", "M"],
    ["67034500054610009", "65", "M"],
  ]);
});

test("only an approval carries an authorization code and a scheme reference", () => {
  const approval = decide({ number: "4111111111111111", expiry: "3012", hasCvc: true }, today);
  assert.match(approval.authorizationCode ?? "", /^\d{6}$/);
  assert.match(approval.schemeReference ?? "", /^\d{15}$/);
  const refusal = decide({ number: "4012001038488884", expiry: "3012", hasCvc: true }, today);
  assert.equal(refusal.authorizationCode, null);
  assert.equal(refusal.schemeReference, null);
});

test("the CVC result keeps its place when only advice is given", () => {
  assert.equal(
    decide({ number: "4462000000000003", expiry: "3012", hasCvc: false }, today).additionalResponse,
    " C",
  );
  assert.equal(
    decide({ number: "4111111111111111", expiry: "3012", hasCvc: false }, today).additionalResponse,
    null,
  );
});

test("approves a card without a script, and knows a number that fails the Luhn check", () => {
  assert.equal(behaviourOf("4242424242424242").responseCode, "00");
  assert.equal(behaviourOf("4111111111111112").responseCode, "14");
});

test("a card without a script is declined once it has expired, a test card never", () => {
  const answer = (number: string, expiry: string): string =>
    decide({ number, expiry, hasCvc: true }, today).responseCode;
  assert.equal(answer("4242424242424242", "2512"), "54");
  assert.equal(answer("4242424242424242", "2601"), "00");
  assert.equal(answer("4111111111111111", "1612"), "00");
  assert.equal(answer("4012001038488884", "1612"), "51");
});

test("the cards that fail after 3-D Secure are challenged whatever the policy", () => {
  assert.equal(behaviourOf("4012001037461114").authentication, "challenge-fails");
  assert.equal(behaviourOf("374200000000004").authentication, "challenge-fails");
  assert.equal(behaviourOf("4012001038488884").authentication, "challenge");
});
