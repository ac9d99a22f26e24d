import assert from "node:assert/strict";
import { test } from "node:test";
import type { ProviderOutcome } from "#ports/redirect-bank.ts";
import { createAskLine } from "./ask-line.ts";

const outcome = (reason: string): ProviderOutcome => ({ kind: "refused", reason });

/** A provider that answers when it is told to, one question after the other. */
function slowProvider() {
  const open: ((outcome: ProviderOutcome) => void)[] = [];
  let asked = 0;
  return {
    asked: () => asked,
    ask: (): Promise<ProviderOutcome> => {
      asked += 1;
      return new Promise((resolve) => open.push(resolve));
    },
    answer: (reason: string) => open.shift()?.(outcome(reason)),
  };
}

test("many who ask at once are told by two questions, those who came later by the later one", async () => {
  const provider = slowProvider();
  const line = createAskLine();
  const first = line("bp_1", provider.ask);
  const others = Array.from({ length: 50 }, () => line("bp_1", provider.ask));
  assert.equal(provider.asked(), 1);
  provider.answer("first");
  assert.deepEqual(await first, outcome("first"));
  assert.equal(provider.asked(), 2);
  const last = line("bp_1", provider.ask);
  provider.answer("second");
  for (const told of await Promise.all(others)) assert.deepEqual(told, outcome("second"));
  provider.answer("third");
  assert.deepEqual(await last, outcome("third"));
  assert.equal(provider.asked(), 3);
});

test("payments do not wait for each other, and an answered one is asked about anew", async () => {
  const provider = slowProvider();
  const line = createAskLine();
  const both = [line("bp_1", provider.ask), line("bp_2", provider.ask)];
  assert.equal(provider.asked(), 2);
  provider.answer("one");
  provider.answer("two");
  assert.deepEqual(await Promise.all(both), [outcome("one"), outcome("two")]);
  const again = line("bp_1", provider.ask);
  assert.equal(provider.asked(), 3);
  provider.answer("again");
  assert.deepEqual(await again, outcome("again"));
});

test("a question that fails holds up none after it", async () => {
  const provider = slowProvider();
  const line = createAskLine();
  const failed = line("bp_1", () => Promise.reject(new Error("a bug")));
  const next = line("bp_1", provider.ask);
  await assert.rejects(failed, /a bug/);
  provider.answer("next");
  assert.deepEqual(await next, outcome("next"));
});
