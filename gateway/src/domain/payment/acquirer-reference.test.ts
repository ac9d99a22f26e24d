import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { instant } from "../time.ts";
import { acquirerReference } from "./acquirer-reference.ts";

const at = (iso: string) => instant(Date.parse(iso));

test("a reference is year digit, day of the year, hour in UTC, and trace number", () => {
  const table = [
    ["2026-01-01T00:00:00Z", 1, "600100000001"],
    ["2026-11-21T13:59:59.999Z", 42, "632513000042"],
    ["2026-12-31T23:59:59.999Z", 999_999, "636523999999"],
    // A leap year has a 366th day.
    ["2028-12-31T23:00:00Z", 7, "836623000007"],
    ["2030-03-01T09:00:00Z", 7, "006009000007"],
  ] as const;
  for (const [time, sequence, rrn] of table) {
    const reference = acquirerReference(sequence, at(time));
    assert.deepEqual(reference, { stan: rrn.slice(6), rrn, transmissionAt: at(time) });
  }
});

test("the trace number wraps from 999999 to 000001 and is never zero", () => {
  const stan = (sequence: number): string => acquirerReference(sequence, at("2026-01-01T00:00:00Z")).stan;
  assert.deepEqual([999_998, 999_999, 1_000_000, 1_999_998, 1_999_999].map(stan), [
    "999998",
    "999999",
    "000001",
    "999999",
    "000001",
  ]);
});

test("both numbers always have their length, and consecutive sequences differ", () => {
  const times = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2100, 0) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1 }), times, (sequence, epochMs) => {
      const first = acquirerReference(sequence, instant(epochMs));
      const second = acquirerReference(sequence + 1, instant(epochMs));
      assert.match(first.stan, /^(?!000000)\d{6}$/);
      assert.match(first.rrn, /^\d{12}$/);
      assert.notEqual(first.rrn, second.rrn);
    }),
  );
});
