import assert from "node:assert/strict";
import { test } from "node:test";
import { shutDown, type ShutdownSignal } from "./shutdown.ts";

/** A server that ends at the given signal only. */
function server(endsAt: ShutdownSignal | null) {
  const signals: ShutdownSignal[] = [];
  return {
    signals,
    signal: async (name: ShutdownSignal) => void signals.push(name),
    hasExitedWithin: async () => signals.at(-1) === endsAt,
  };
}

test("a server that ends at the fast shutdown gets no other signal", async () => {
  const willing = server("SIGINT");
  assert.equal(await shutDown(willing), true);
  assert.deepEqual(willing.signals, ["SIGINT"]);
});

test("a server that hangs is shut down immediately", async () => {
  const hanging = server("SIGQUIT");
  assert.equal(await shutDown(hanging), true);
  assert.deepEqual(hanging.signals, ["SIGINT", "SIGQUIT"]);
});

test("a server that ignores both is reported", async () => {
  assert.equal(await shutDown(server(null)), false);
});
