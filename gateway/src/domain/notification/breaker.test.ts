import assert from "node:assert/strict";
import { test } from "node:test";
import { isEndpointAlive, openStepsMs } from "./breaker.ts";
import { defaultRetryPolicy } from "./schedule.ts";

test("an answer of the shop's own program is a sign of life, whatever it says", () => {
  for (const status of [200, 204, 302, 404, 429, 500]) {
    assert.equal(isEndpointAlive({ status, outcome: "not-acknowledged" }), true, String(status));
  }
});

test("silence, a refused connection and a proxy without a shop behind it are none", () => {
  for (const outcome of ["timeout", "connection"])
    assert.equal(isEndpointAlive({ status: null, outcome }), false);
  for (const status of [502, 503, 504]) {
    assert.equal(isEndpointAlive({ status, outcome: "not-acknowledged" }), false, String(status));
  }
});

test("a call that was never made says nothing", () => {
  for (const outcome of ["refused-address", "bad-url", "held-back", "withheld"]) {
    assert.equal(isEndpointAlive({ status: null, outcome }), null, outcome);
  }
});

test("a dead endpoint is tried less and less, and never less than the contract's schedule", () => {
  assert.deepEqual(
    openStepsMs,
    [...openStepsMs].toSorted((one, two) => one - two),
  );
  assert.ok(Math.max(...openStepsMs) <= defaultRetryPolicy.intervalMs);
});
