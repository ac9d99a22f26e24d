import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "../time.ts";
import { nextAttemptAt } from "./schedule.ts";

const from = instant(1_767_225_600_000);

test("a notification is tried four times, a quarter of an hour apart, then given up", () => {
  const quarter = instant(1_767_226_500_000);
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((attempt) => nextAttemptAt(attempt, from)),
    [quarter, quarter, quarter, null, null],
  );
});

test("number and interval of the retries can be set", () => {
  const policy = { retries: 1, intervalMs: 1_000 };
  assert.equal(nextAttemptAt(1, from, policy), from + 1_000);
  assert.equal(nextAttemptAt(2, from, policy), null);
  assert.equal(nextAttemptAt(1, from, { retries: 0, intervalMs: 1_000 }), null);
});
