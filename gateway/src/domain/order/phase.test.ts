import assert from "node:assert/strict";
import { test } from "node:test";
import { isFinal, isPaid, isPaidForShopper, orderCommands, type Phase, phases, step } from "./phase.ts";

// Goal: every phase with every command, allowed and refused, against a table written out by hand
// from the contract (statuses.md §3.1, §3.2 and §7); a cell that is not there must be refused.
const allowed: Readonly<Record<Phase, string>> = {
  open: "start>started cancel>cancelled expire>expired restart>open",
  started:
    "complete>completed authorize>authorized hold>uncleared decline>declined expire>expired withdraw>void cancel>cancelled pay-rest>open",
  completed:
    "ship>shipped refund-part>partial_refunded refund-all>refunded settle>completed lapse>void charge-back>chargedback",
  authorized: "capture>completed release>void",
  uncleared: "clear>completed clear-reserved>authorized reject>void decline>declined expire>expired",
  declined: "restart>open retry>open",
  expired: "restart>open retry>open",
  void: "restart>open retry>open",
  cancelled: "restart>open",
  shipped:
    "refund-part>partial_refunded refund-all>refunded settle>shipped lapse>void charge-back>chargedback",
  partial_refunded:
    "refund-part>partial_refunded refund-all>refunded settle>partial_refunded lapse>void restore-completed>completed restore-shipped>shipped restore-part>partial_refunded charge-back>chargedback",
  refunded:
    "settle>refunded lapse>void restore-completed>completed restore-shipped>shipped restore-part>partial_refunded charge-back>chargedback",
  chargedback:
    "charge-back>chargedback restore-completed>completed restore-shipped>shipped restore-part>partial_refunded restore-refunded>refunded",
};

for (const phase of phases) {
  for (const command of orderCommands) {
    const cell = allowed[phase]
      .split(" ")
      .map((entry) => entry.split(">"))
      .find(([name]) => name === command);
    test(`${command} on an order that is ${phase} ${cell === undefined ? "is refused" : `leads to ${cell[1]}`}`, () => {
      assert.equal(step(phase, command), cell?.[1] ?? null);
    });
  }
}

test("every phase can be reached from an open page", () => {
  const reached = new Set<Phase>(["open"]);
  for (const phase of reached) {
    for (const command of orderCommands) {
      const next = step(phase, command);
      if (next !== null) reached.add(next);
    }
  }
  assert.deepEqual([...reached].toSorted(), [...phases].toSorted());
});

test("money once moved is never started, expired or restarted again", () => {
  for (const phase of phases.filter(isPaid)) {
    for (const command of [
      "start",
      "complete",
      "authorize",
      "expire",
      "cancel",
      "restart",
      "retry",
    ] as const) {
      assert.equal(step(phase, command), null);
    }
  }
});

test("only an open page and a running payment are not final", () => {
  assert.deepEqual(
    phases.filter((phase) => !isFinal(phase)),
    ["open", "started"],
  );
});

test("the shopper of a payment in review is sent to the page of success", () => {
  assert.equal(isPaidForShopper("uncleared"), true);
  assert.deepEqual(
    phases.filter((phase) => isPaidForShopper(phase) !== isPaid(phase)),
    ["uncleared"],
  );
});
