import assert from "node:assert/strict";
import { test } from "node:test";
import { minor } from "../money.ts";
import { disputeCommands, type DisputeStatus, disputeStatuses, excessOf, stepDispute } from "./dispute.ts";

const allowed: Readonly<Record<DisputeStatus, string>> = {
  open: "submit>submitted close>closed win>processed",
  submitted: "win>processed",
  processed: "",
  closed: "win>processed",
};

for (const status of disputeStatuses) {
  for (const command of disputeCommands) {
    const cell = allowed[status]
      .split(" ")
      .map((entry) => entry.split(">"))
      .find(([name]) => name === command);
    test(`${command} on a dispute that is ${status} ${cell === undefined ? "is refused" : `leads to ${cell[1]}`}`, () => {
      assert.equal(stepDispute(status, command), cell?.[1] ?? null);
    });
  }
}

for (const [disputed, left, excess] of [
  [1_000n, 1_000n, 0n],
  [400n, 1_000n, 0n],
  [1_000n, 600n, 400n],
  [1_000n, 0n, 1_000n],
] as const) {
  test(`a chargeback of ${disputed} where ${left} is left exceeds it by ${excess}`, () => {
    assert.equal(excessOf(minor(disputed), minor(left)), excess);
  });
}
