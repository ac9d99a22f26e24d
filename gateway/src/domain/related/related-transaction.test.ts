import assert from "node:assert/strict";
import { test } from "node:test";
import { relatedCommands, type RelatedState, relatedStates, stepRelated } from "./related-transaction.ts";

const allowed: Readonly<Record<RelatedState, string>> = {
  reserved: "send>sent void>void lapse>void",
  sent: "complete>completed decline>declined lapse>void",
  completed: "lapse>void",
  declined: "",
  void: "",
};

for (const state of relatedStates) {
  for (const command of relatedCommands) {
    const cell = allowed[state]
      .split(" ")
      .map((entry) => entry.split(">"))
      .find(([name]) => name === command);
    test(`${command} on a ${state} related transaction ${cell === undefined ? "is refused" : `leads to ${cell[1]}`}`, () => {
      assert.equal(stepRelated(state, command), cell?.[1] ?? null);
    });
  }
}
