import assert from "node:assert/strict";
import { test } from "node:test";
import { attemptCommands, type AttemptState, attemptStates, mayHoldCard, stepAttempt } from "./attempt.ts";

// Goal: every state with every command, against a table written out by hand.
const allowed: Readonly<Record<AttemptState, string>> = {
  starting: "await>awaiting approve>approved decline>declined abandon>abandoned",
  awaiting: "redeem>redeemed approve>approved decline>declined abandon>abandoned give-back>reversing",
  preparing: "request-authentication>authenticating abandon>abandoned",
  authenticating: "challenge>challenging authenticate>authenticated abandon>abandoned",
  challenging: "authenticate>authenticated abandon>abandoned",
  authenticated: "send>sent abandon>abandoned",
  sent: "approve>approved decline>declined doubt>reversing",
  reversing: "reverse>reversed",
  approved: "undo>reversing release>reversed abandon>abandoned",
  declined: "give-back>reversing",
  reversed: "",
  abandoned: "give-back>reversing",
  redeemed: "",
};

for (const state of attemptStates) {
  for (const command of attemptCommands) {
    const cell = allowed[state]
      .split(" ")
      .map((entry) => entry.split(">"))
      .find(([name]) => name === command);
    test(`${command} on an attempt that is ${state} ${cell === undefined ? "is refused" : `leads to ${cell[1]}`}`, () => {
      assert.equal(stepAttempt(state, command), cell?.[1] ?? null);
    });
  }
}

test("an authorization that has left can end only by an answer or by being undone", () => {
  const ends = attemptCommands.filter((command) => stepAttempt("sent", command) !== null);
  assert.deepEqual(ends, ["approve", "decline", "doubt"]);
});

test("no state from the authorization on, and none of a provider's payment, may hold card data", () => {
  assert.deepEqual(
    attemptStates.filter((state) => !mayHoldCard(state)),
    [
      "starting",
      "awaiting",
      "sent",
      "reversing",
      "approved",
      "declined",
      "reversed",
      "abandoned",
      "redeemed",
    ],
  );
});
