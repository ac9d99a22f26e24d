import assert from "node:assert/strict";
import { test } from "node:test";
import type { Attempt } from "./attempt.ts";
import { declineCause } from "./decline-cause.ts";
import {
  authenticationReason,
  cancelledReason,
  issuerReason,
  tooLittleReason,
  unreachedReason,
} from "./decline-reason.ts";

// Goal: every reason of ours leads to words for the shopper, and none of them accuses him.

const answered = { kind: "sale", authorization: { responseCode: "05" } } as unknown as Attempt;
const unanswered = { kind: "sale", authorization: null } as unknown as Attempt;

for (const [responseCode, cause] of [
  ["05", "refused"],
  ["51", "insufficient-funds"],
  ["34", "refused"],
  ["41", "refused"],
  ["43", "refused"],
  ["59", "refused"],
  ["65", "refused"],
  ["54", "card-expired"],
  ["96", "refused"],
] as const) {
  test(`an issuer that answers ${responseCode} is told as ${cause}`, () => {
    assert.equal(declineCause(issuerReason(responseCode), answered), cause);
  });
}

for (const [transStatusReason, cause] of [
  ["01", "not-confirmed"],
  ["02", "not-confirmed"],
  ["03", "not-confirmed"],
  ["04", "too-often"],
  ["05", "card-expired"],
  ["09", "refused"],
  ["10", "refused"],
  ["11", "refused"],
  ["12", "refused"],
] as const) {
  test(`3-D Secure that fails for reason ${transStatusReason} is told as ${cause}`, () => {
    assert.equal(declineCause(authenticationReason("N", transStatusReason), unanswered), cause);
  });
}

test("what we could not send, what the shopper cancelled and what was too little are told apart", () => {
  assert.equal(declineCause(unreachedReason, unanswered), "technical");
  assert.equal(declineCause(cancelledReason, unanswered), "not-finished");
  assert.equal(declineCause(tooLittleReason, null), "underpaid");
});
