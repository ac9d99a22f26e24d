import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Json } from "../json.ts";
import { keptOfPart, splitOf } from "./split.ts";
import { detailsWith, orderWith } from "./testing/booked-orders.ts";

// Goal: affiliates get what the order names, to the cent, and together never more than was captured (orders.md §1).

const kept = (shares: Json): { readonly affiliate: Json } => ({ affiliate: { split_payments: shares } });

function shares(given: Json, captured = 1_000n): readonly string[] {
  const order = orderWith({ details: detailsWith(kept(given)) });
  return splitOf(order, captured).map((share) => `${share.merchant} ${share.amount}`);
}

test("gives fixed amounts and percentages in the order given, half a cent upwards", () => {
  const given = [
    { merchant: 2, fixed: 100 },
    { merchant: "3", percentage: "12.35" },
  ];
  assert.deepEqual(shares(given), ["2 100", "3 124"]);
});

test("gives the last no more than is there", () => {
  assert.deepEqual(
    shares([
      { merchant: 2, percentage: 60 },
      { merchant: 3, percentage: 60 },
    ]),
    ["2 600", "3 400"],
  );
});

test("adds up what one affiliate gets by several parts", () => {
  assert.deepEqual(
    shares([
      { merchant: 2, fixed: 1 },
      { merchant: "2", percentage: 1 },
    ]),
    ["2 11"],
  );
});

test("gives of a part of the order a part of what is fixed", () => {
  assert.deepEqual(shares([{ merchant: 2, fixed: 101 }], 500n), ["2 51"]);
});

test("scales what is fixed for the order that a part becomes, and keeps the rest as it is", () => {
  const given = {
    plugin: { shop: "a" },
    ...kept([
      { merchant: 2, fixed: 100, description: "x" },
      { merchant: 3, percentage: 5 },
    ]),
  };
  assert.deepEqual(keptOfPart(given, 250n, 1_000n), {
    plugin: { shop: "a" },
    ...kept([
      { merchant: 2, fixed: 25, description: "x" },
      { merchant: 3, percentage: 5 },
    ]),
  });
  assert.deepEqual(keptOfPart({ plugin: 1 }, 250n, 1_000n), { plugin: 1 });
});

for (const given of [
  null,
  "all",
  {},
  [null, 1, "x", []],
  [{ fixed: 100 }],
  [{ merchant: {}, fixed: 100 }],
  [{ merchant: "\u0000", fixed: 100 }],
  [{ merchant: "x".repeat(51), fixed: 100 }],
  [{ merchant: 2, fixed: -100 }],
  [{ merchant: 2, percentage: -5 }],
  [{ merchant: 2, fixed: 0, percentage: 0 }],
] satisfies readonly Json[]) {
  test(`gives nothing to ${JSON.stringify(given).slice(0, 60)}`, () => {
    assert.deepEqual(shares(given), []);
  });
}

test("never gives more than was captured, whatever is asked for", () => {
  const part = fc.record({
    merchant: fc.integer({ min: 1, max: 3 }),
    fixed: fc.nat(2_000),
    percentage: fc.nat(200),
  });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), fc.bigInt(0n, 1_000n), (parts, captured) => {
      const order = orderWith({ details: detailsWith(kept(parts)) });
      const given = splitOf(order, captured).map((share) => share.amount);
      return (
        given.every((amount) => amount >= 0n) && given.reduce((sum, amount) => sum + amount, 0n) <= captured
      );
    }),
  );
});
