import assert from "node:assert/strict";
import { test } from "node:test";
import { createEntropy } from "./entropy.ts";

const entropy = createEntropy();

test("a token has the length asked for, letters and digits only, and does not repeat", () => {
  for (const length of [0, 1, 35])
    assert.match(entropy.token(length), new RegExp(`^[A-Za-z0-9]{${length}}$`));
  assert.equal(new Set(Array.from({ length: 1000 }, () => entropy.token(35))).size, 1000);
});

test("every letter and digit is drawn about equally often", () => {
  const draws = 62_000;
  const counts = new Map<string, number>();
  for (const letter of entropy.token(draws)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  assert.equal(counts.size, 62);
  // Chi-squared with 61 degrees of freedom: 140 is exceeded by chance about once in ten million runs;
  // the remainder of a random byte (8 letters 25 % too often) would give more than 400.
  const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert.ok(chiSquared < 140, `chi-squared ${chiSquared}`);
});

test("hex gives two lower-case digits per byte", () => {
  assert.match(entropy.hex(16), /^[0-9a-f]{32}$/);
  assert.notEqual(entropy.hex(16), entropy.hex(16));
});

test("a UUID is of version 4", () => {
  assert.match(entropy.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("an integer lies below its bound and reaches both ends", () => {
  const drawn = new Set(Array.from({ length: 200 }, () => entropy.integer(3)));
  assert.deepEqual(drawn, new Set([0, 1, 2]));
  assert.equal(entropy.integer(1), 0);
});
