import assert from "node:assert/strict";
import { test } from "node:test";
import type pg from "pg";
import type { RateLimit } from "#domain/limit/rate-limit.ts";
import { type Instant, instant } from "#domain/time.ts";
import { createRateLimiter } from "./rate-limiter.ts";

// Goal: what a process decides without asking the database. Method: a pool that keeps the counts in memory and notes each
// question; the statement itself is tested against a real database in tests/security/rate-limits.test.ts.

interface Asked {
  readonly pool: pg.Pool;
  asked: number;
  isAway: boolean;
}

function countingPool(): Asked {
  const rows = new Map<string, { used: number; ends_at: Date }>();
  const state = { asked: 0, isAway: false };
  const pool: unknown = {
    async query({ name, values }: { name: string; values: readonly unknown[] }) {
      if (name !== "take-rate") return { rows: [] };
      state.asked += 1;
      if (state.isAway) throw new Error("connection refused");
      const [bucket, cost, now, end] = values.map(String) as [string, string, string, string];
      const row = rows.get(bucket);
      const goesOn = row !== undefined && row.ends_at > new Date(now);
      const next = {
        used: (goesOn ? row.used : 0) + Number(cost),
        ends_at: goesOn ? row.ends_at : new Date(end),
      };
      rows.set(bucket, next);
      return { rows: [next] };
    },
  };
  return Object.assign(state, { pool: pool as pg.Pool });
}

const exact: RateLimit = { name: "cards", most: 3, periodMs: 60_000, share: 1, withoutStore: "fail" };
const cheap: RateLimit = { name: "requests", most: 100, periodMs: 60_000, share: 10, withoutStore: "pass" };
const start = instant(1_700_000_000_000);

function limiterOn(pool: pg.Pool): (limit: RateLimit, subject: string, now?: Instant) => Promise<string> {
  const limiter = createRateLimiter({
    pool,
    hash: (text) => text,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return async (limit, subject, now = start) => {
    const taking = await limiter.take(limit, subject, now);
    return taking.kind === "taken" ? "taken" : `refused for ${taking.retryAfterS} s`;
  };
}

test("an exact limit lets so many through and no more, and asks nothing once it is known to be used up", async () => {
  const store = countingPool();
  const take = limiterOn(store.pool);
  const takings = [
    await take(exact, "a"),
    await take(exact, "a"),
    await take(exact, "a"),
    await take(exact, "a"),
  ];
  assert.deepEqual(takings, ["taken", "taken", "taken", "refused for 60 s"]);
  assert.equal(store.asked, 4);
  assert.equal(await take(exact, "a", instant(start + 59_001)), "refused for 1 s");
  assert.equal(store.asked, 4);
  assert.equal(await take(exact, "b"), "taken");
  assert.equal(await take(exact, "a", instant(start + 60_000)), "taken");
});

test("a cheap limit asks once for each share, and goes beyond by one share at most", async () => {
  const store = countingPool();
  const take = limiterOn(store.pool);
  let taken = 0;
  while ((await take(cheap, "a")) === "taken") taken += 1;
  assert.equal(taken, 110);
  assert.equal(store.asked, 11);
});

test("who asks for less than a share costs no question at all", async () => {
  const store = countingPool();
  const take = limiterOn(store.pool);
  for (let asked = 0; asked < 10; asked += 1) assert.equal(await take(cheap, "a"), "taken");
  assert.equal(store.asked, 0);
});

test("two processes share what the database counts", async () => {
  const store = countingPool();
  const [one, other] = [limiterOn(store.pool), limiterOn(store.pool)];
  assert.deepEqual(
    [await one(exact, "a"), await other(exact, "a"), await one(exact, "a")],
    ["taken", "taken", "taken"],
  );
  assert.equal(await other(exact, "a"), "refused for 60 s");
});

test("while the database is away requests pass without waiting for it each time, and cards do not", async () => {
  const store = countingPool();
  store.isAway = true;
  const take = limiterOn(store.pool);
  await assert.rejects(take(exact, "a"), /connection refused/);
  const asked = store.asked;
  for (let request = 0; request < 200; request += 1) assert.equal(await take(cheap, "a"), "taken");
  assert.equal(store.asked, asked + 1);
  store.isAway = false;
  const back = instant(start + 5_000);
  for (let request = 0; request < 20; request += 1) await take(cheap, "a", back);
  assert.ok(store.asked > asked + 1);
});

test("without a limit nothing is counted", async () => {
  const store = countingPool();
  const take = limiterOn(store.pool);
  for (let asked = 0; asked < 10; asked += 1) assert.equal(await take({ ...exact, most: 0 }, "a"), "taken");
  assert.equal(store.asked, 0);
});
