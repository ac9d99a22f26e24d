import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "../money.ts";
import { refundPortions } from "./refund-portions.ts";

const shared = (paid: readonly bigint[], refundedBefore: bigint, amount: bigint): readonly bigint[] =>
  refundPortions(paid.map(minor), { refundedBefore: minor(refundedBefore), amount: minor(amount) });

test("the first that paid gets its money back first", () => {
  assert.deepEqual(shared([600n, 400n], 0n, 500n), [500n, 0n]);
  assert.deepEqual(shared([600n, 400n], 0n, 700n), [600n, 100n]);
  assert.deepEqual(shared([600n, 400n], 0n, 1_000n), [600n, 400n]);
});

test("a later refund goes on where the earlier ones ended", () => {
  assert.deepEqual(shared([600n, 400n], 500n, 200n), [100n, 100n]);
  assert.deepEqual(shared([600n, 300n, 100n], 700n, 300n), [0n, 200n, 100n]);
});

test("the portions of any two refunds in a row add up to both", () => {
  for (let first = 0n; first <= 10n; first += 1n) {
    for (let second = 0n; first + second <= 10n; second += 1n) {
      const both = shared([6n, 3n, 1n], 0n, first).map(
        (portion, index) => portion + (shared([6n, 3n, 1n], first, second)[index] ?? 0n),
      );
      assert.deepEqual(both, shared([6n, 3n, 1n], 0n, first + second));
    }
  }
});
