import assert from "node:assert/strict";
import { test } from "node:test";
import { type Pan, parsePan } from "../card/card.ts";
import { fraudRulesSettings, isAssessed } from "./policy.ts";

const panOf = (digits: string): Pan => {
  const pan = parsePan(digits);
  assert.ok(pan !== null);
  return pan;
};

test("test cards are scored only where a site wants all, other cards unless it wants none", () => {
  const table = fraudRulesSettings.map((setting) => [
    setting,
    isAssessed(setting, panOf("4111111111111111")),
    isAssessed(setting, panOf("4242424242424242")),
  ]);
  assert.deepEqual(table, [
    ["off", false, false],
    ["live-cards", false, true],
    ["all", true, true],
  ]);
});
