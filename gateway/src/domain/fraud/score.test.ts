import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Signal } from "./rule.ts";
import { isHeld, scoreOf } from "./score.ts";

const signal: fc.Arbitrary<Signal> = fc.record({
  code: fc.string(),
  weight: fc.integer({ min: 1, max: 10 }),
});
const signals = fc.array(signal, { maxLength: 30 });

test("a score is the sum of the weights, and never above 10", () => {
  fc.assert(
    fc.property(signals, (given) => {
      const sum = given.reduce((total, { weight }) => total + weight, 0);
      assert.equal(scoreOf(given), sum > 10 ? 10 : sum);
    }),
  );
});

test("one more signal never lowers a score", () => {
  fc.assert(
    fc.property(signals, signal, (given, more) => {
      assert.ok(scoreOf([...given, more]) >= scoreOf(given));
    }),
  );
});

test("the order of signals does not count", () => {
  fc.assert(
    fc.property(signals, (given) => {
      assert.equal(scoreOf(given.toReversed()), scoreOf(given));
    }),
  );
});

test("scores up to 5 pass, those from 6 are held", () => {
  const held = Array.from({ length: 11 }, (_, score) => score).filter((score) =>
    isHeld({ score, signals: [] }),
  );
  assert.deepEqual(held, [6, 7, 8, 9, 10]);
});
