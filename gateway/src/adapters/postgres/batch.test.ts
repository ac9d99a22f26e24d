import assert from "node:assert/strict";
import { test } from "node:test";
import { createBatch } from "./batch.ts";

test("one alone is run at once, and what comes meanwhile is run together", async () => {
  const runs: (readonly number[])[] = [];
  const double = createBatch<number, number>(10, async (items) => {
    runs.push(items);
    await Promise.resolve();
    return (item) => item * 2;
  });
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map(double)), [2, 4, 6, 8]);
  assert.deepEqual(runs, [[1], [2, 3, 4]]);
  assert.equal(await double(5), 10);
});

test("no more than the limit run together", async () => {
  const sizes: number[] = [];
  const echo = createBatch<number, number>(2, async (items) => {
    sizes.push(items.length);
    return (item) => item;
  });
  await Promise.all([1, 2, 3, 4, 5, 6].map(echo));
  assert.deepEqual(sizes, [1, 2, 2, 1]);
});

test("as many run at a time as may, and what comes while all of them do is run together", async () => {
  const runs: (readonly number[])[] = [];
  const echo = createBatch<number, number>(
    10,
    async (items) => {
      runs.push(items);
      await Promise.resolve();
      return (item) => item;
    },
    2,
  );
  assert.deepEqual(await Promise.all([1, 2, 3, 4].map(echo)), [1, 2, 3, 4]);
  assert.deepEqual(runs, [[1], [2], [3, 4]]);
});

test("a fault is that of all who ran together, and of nobody else", async () => {
  const even = createBatch<number, number>(10, async (items) => {
    if (items.includes(3)) throw new Error("fault");
    return (item) => item;
  });
  const settled = await Promise.allSettled([1, 2, 3].map(even));
  assert.deepEqual(
    settled.map(({ status }) => status),
    ["fulfilled", "rejected", "rejected"],
  );
  assert.equal(await even(4), 4);
});
