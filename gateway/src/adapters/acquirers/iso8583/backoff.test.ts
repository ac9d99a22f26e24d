import assert from "node:assert/strict";
import { it } from "node:test";
import { pauseMs } from "./backoff.ts";

const backoff = { firstMs: 100, largestMs: 5_000 };

it("pauses 100 ms, doubling to 5 s, before it connects again", () => {
  const pauses = [0, 1, 2, 5, 6, 2_000].map((failures) => pauseMs(backoff, failures, 0));
  assert.deepEqual(pauses, [100, 200, 400, 3_200, 5_000, 5_000]);
});

it("lengthens a pause by up to a fifth", () => {
  assert.equal(pauseMs(backoff, 0, 0.5), 110);
  assert.equal(pauseMs(backoff, 9, 0.999_999), 6_000);
});
