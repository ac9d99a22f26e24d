import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "#domain/time.ts";
import { createKeyList } from "./key-list.ts";

// Goal: wrong keys of a suspect cost one reading every ten seconds, however many they are.

test("a thousand wrong keys are told from one reading, and the right one is among those there are", async () => {
  let readings = 0;
  const list = createKeyList({ keyFingerprints: async () => ((readings += 1), ["right"]) }, () => instant(0));
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, tried) => list.mayHave(`wrong-${tried}`)),
  );
  assert.ok(answers.every((answer) => !answer));
  assert.equal(await list.mayHave("right"), true);
  assert.equal(readings, 1);
});

test("after ten seconds the list is read again, so that a new key is found", async () => {
  let now = 0;
  const keys = ["first"];
  const list = createKeyList({ keyFingerprints: async () => [...keys] }, () => instant(now));
  assert.equal(await list.mayHave("second"), false);
  keys.push("second");
  now = 9_999;
  assert.equal(await list.mayHave("second"), false);
  now = 10_000;
  assert.equal(await list.mayHave("second"), true);
});

test("a reading that failed is tried again by the next who asks", async () => {
  let fails = true;
  const list = createKeyList(
    { keyFingerprints: () => (fails ? Promise.reject(new Error("away")) : Promise.resolve(["key"])) },
    () => instant(0),
  );
  await assert.rejects(list.mayHave("key"), /away/);
  fails = false;
  assert.equal(await list.mayHave("key"), true);
});

test("with more keys than the list holds any key may be one of them", async () => {
  const list = createKeyList(
    { keyFingerprints: async (limit) => Array.from({ length: limit }, (_, at) => String(at)) },
    () => instant(0),
  );
  assert.equal(await list.mayHave("unknown"), true);
});
