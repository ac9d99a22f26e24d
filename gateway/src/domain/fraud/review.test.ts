import assert from "node:assert/strict";
import { test } from "node:test";
import { dayMs, minuteMs } from "../time.ts";
import { reviewOf } from "./review.ts";

// Goal: score and advice as a full table.
const table = [
  { score: null, advice: null, expected: null },
  { score: 5, advice: null, expected: null },
  { score: 6, advice: null, expected: { lengthMs: 5 * dayMs, verdict: "reject" } },
  { score: 10, advice: null, expected: { lengthMs: 5 * dayMs, verdict: "reject" } },
  { score: null, advice: "complete", expected: { lengthMs: 3 * minuteMs, verdict: "clear" } },
  { score: 5, advice: "complete", expected: { lengthMs: 3 * minuteMs, verdict: "clear" } },
  { score: 6, advice: "complete", expected: { lengthMs: 5 * dayMs, verdict: "reject" } },
  { score: null, advice: "void", expected: { lengthMs: 3 * minuteMs, verdict: "reject" } },
  { score: 5, advice: "void", expected: { lengthMs: 3 * minuteMs, verdict: "reject" } },
  { score: 6, advice: "void", expected: { lengthMs: 3 * minuteMs, verdict: "reject" } },
] as const;

for (const { score, advice, expected } of table) {
  const what =
    expected === null ? "is not reviewed" : `ends in ${expected.verdict} after ${expected.lengthMs} ms`;
  test(`score ${score ?? "unknown"} with advice ${advice ?? "none"} ${what}`, () => {
    assert.deepEqual(reviewOf(score === null ? null : { score, signals: [] }, advice), expected);
  });
}
