import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "../time.ts";
import { type ChaosBehaviour, type ChaosSetting, deliveryDueAt, needsSeconds } from "./chaos.ts";

const changedAt = instant(1_767_225_600_000);
const setting = (behaviour: ChaosBehaviour): ChaosSetting => ({ orderId: null, behaviour, seconds: 30 });

test("late is counted from the change, whether or not the browser has left", () => {
  for (const leftAt of [null, instant(changedAt + 5_000)]) {
    assert.equal(deliveryDueAt(setting("late"), { changedAt, leftAt }), changedAt + 30_000);
  }
});

test("after the redirect is counted from the redirect, and a browser that never leaves is not waited for", () => {
  const leftAt = instant(changedAt + 5_000);
  assert.equal(deliveryDueAt(setting("after-redirect"), { changedAt, leftAt }), changedAt + 35_000);
  assert.equal(deliveryDueAt(setting("after-redirect"), { changedAt, leftAt: null }), changedAt + 3_600_000);
});

test("only what waits needs seconds, and nothing else waits", () => {
  for (const behaviour of ["twice", "concurrent", "reordered", "before-redirect", "never"] as const) {
    assert.equal(needsSeconds(behaviour), false);
    assert.equal(deliveryDueAt(setting(behaviour), { changedAt, leftAt: null }), null);
  }
  assert.ok(needsSeconds("late") && needsSeconds("after-redirect"));
});
