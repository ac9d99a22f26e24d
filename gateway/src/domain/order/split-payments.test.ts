import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "../money.ts";
import { parseSplitPayments } from "./split-payments.ts";

const amount = minor(1_001n);
const split = (members: object): object => ({ merchant: 10_001_002, description: "Share", ...members });

const parts = (...splits: readonly object[]): readonly bigint[] => {
  const parsed = parseSplitPayments(splits, amount);
  assert.ok(parsed.ok);
  return parsed.value.map((one) => one.amount);
};

const refusedWith = (value: unknown): number => {
  const parsed = parseSplitPayments(value, amount);
  assert.ok(!parsed.ok);
  return parsed.refusal.code;
};

test("nothing sent is nothing split", () => {
  for (const value of [undefined, null, []]) {
    assert.deepEqual(parseSplitPayments(value, amount), { ok: true, value: [] });
  }
});

test("a fixed part is in minor units, a percentage a share rounded half up", () => {
  assert.deepEqual(parts(split({ fixed: 250 }), split({ percentage: 50 })), [250n, 501n]);
  assert.deepEqual(parts(split({ fixed: "250", percentage: null }), split({ percentage: "12.5" })), [
    250n,
    125n,
  ]);
});

test("all of the amount may be split, and not a cent more", () => {
  assert.deepEqual(parts(split({ fixed: 1_000 }), split({ fixed: 1 })), [1_000n, 1n]);
  assert.deepEqual(parts(split({ percentage: 100 })), [1_001n]);
  assert.equal(refusedWith([split({ fixed: 1_000 }), split({ fixed: 2 })]), 1001);
  assert.equal(refusedWith([split({ percentage: 60 }), split({ percentage: 60 })]), 1001);
});

for (const members of [
  {},
  { fixed: 1, percentage: 1 },
  { fixed: 0 },
  { percentage: 0 },
  { percentage: -5 },
  { percentage: 100.1 },
  { fixed: 1.5 },
  { fixed: -1 },
  { percentage: "half" },
  { fixed: true },
]) {
  test(`refuses ${JSON.stringify(members)} as a part`, () => {
    assert.equal(refusedWith([split(members)]), 1001);
  });
}

for (const merchant of [undefined, null, "", "shop", 0, -1, {}]) {
  test(`refuses ${JSON.stringify(merchant) ?? "no"} merchant`, () => {
    assert.equal(refusedWith([{ merchant, fixed: 1 }]), 1003);
  });
}

test("refuses what is no list of objects, and a list without end", () => {
  for (const value of [{}, "all", 1, [1], [null], Array.from({ length: 101 }, () => split({ fixed: 1 }))]) {
    assert.equal(refusedWith(value), 1016);
  }
});
