import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  dayMs,
  hourMs,
  instant,
  later,
  minuteMs,
  secondMs,
  toIso,
  toOrderTime,
  unixSeconds,
} from "./time.ts";

const at = (iso: string) => instant(Date.parse(iso));

test("an instant is a whole number of milliseconds that a date can hold", () => {
  assert.equal(instant(-8.64e15), -8.64e15);
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1]) {
    assert.throws(() => instant(value), RangeError);
  }
});

test("units build on each other", () => {
  assert.deepEqual([secondMs, minuteMs, hourMs, dayMs], [1e3, 6e4, 36e5, 864e5]);
  assert.equal(later(at("2026-02-28T23:59:59Z"), secondMs), at("2026-03-01T00:00:00Z"));
});

test("ISO form shows milliseconds in UTC", () => {
  assert.equal(toIso(at("2026-01-28T10:01:07+01:00")), "2026-01-28T09:01:07.000Z");
});

test("unix seconds are whole and never ahead of the instant", () => {
  assert.equal(unixSeconds(instant(1_767_225_600_999)), 1_767_225_600);
  assert.equal(unixSeconds(instant(-1)), -1);
});

test("a date of an order is the wall clock of Amsterdam, winter and summer", () => {
  const table = [
    ["2026-01-28T09:01:07.000Z", "2026-01-28T10:01:07"],
    ["2026-07-01T12:00:00.999Z", "2026-07-01T14:00:00"],
    ["2025-12-31T23:00:00Z", "2026-01-01T00:00:00"],
    ["2026-06-30T22:30:00Z", "2026-07-01T00:30:00"],
    // The clock is put forward, and back: the hour from two to three is skipped, then runs twice.
    ["2026-03-29T00:59:59Z", "2026-03-29T01:59:59"],
    ["2026-03-29T01:00:00Z", "2026-03-29T03:00:00"],
    ["2026-10-25T00:30:00Z", "2026-10-25T02:30:00"],
    ["2026-10-25T01:30:00Z", "2026-10-25T02:30:00"],
  ] as const;
  for (const [utc, local] of table) assert.equal(toOrderTime(at(utc)), local);
});

test("the wall clock is one or two hours ahead of UTC and always of one form", () => {
  const range = { min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) };
  fc.assert(
    fc.property(fc.integer(range), (epochMs) => {
      const local = toOrderTime(instant(epochMs));
      assert.match(local, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      const ahead = (Date.parse(`${local}Z`) - Math.floor(epochMs / secondMs) * secondMs) / hourMs;
      assert.ok(ahead === 1 || ahead === 2, `${ahead} hours`);
    }),
  );
});
