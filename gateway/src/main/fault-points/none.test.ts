import assert from "node:assert/strict";
import { test } from "node:test";
import { faultPoints } from "#fault-points";

test("without the condition of the crash tests the ports are what they are", () => {
  const ports = { store: { insert: () => Promise.resolve("inserted") } };
  assert.equal(faultPoints(ports), ports);
});
