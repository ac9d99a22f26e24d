import assert from "node:assert/strict";
import { test } from "node:test";
import { dayMs } from "#domain/time.ts";
import { parseKeyArguments } from "./key.ts";

test("reads what is to be done with keys", () => {
  assert.deepEqual(parseKeyArguments(["create", "--site", "1", "--read-only", "--name", " till 4 "]), {
    verb: "create",
    owner: { site: 1 },
    name: "till 4",
    isReadOnly: true,
    requiresSignature: false,
  });
  assert.deepEqual(parseKeyArguments(["list"]), { verb: "list", owner: null });
  assert.deepEqual(parseKeyArguments(["list", "--account", "7"]), { verb: "list", owner: { account: 7 } });
  assert.deepEqual(parseKeyArguments(["rotate", "--id", "3"]), {
    verb: "rotate",
    id: 3,
    overlapMs: 7 * dayMs,
  });
  assert.deepEqual(parseKeyArguments(["rotate", "--id", "3", "--overlap", "0"]), {
    verb: "rotate",
    id: 3,
    overlapMs: 0,
  });
  assert.deepEqual(parseKeyArguments(["revoke", "--id", "3"]), { verb: "revoke", id: 3 });
});

for (const words of [
  [],
  ["burn", "--id", "1"],
  ["create"],
  ["create", "--site", "1", "--account", "1"],
  ["create", "--account", "mine"],
  ["create", "--site", "1", "--name", "x".repeat(101)],
  ["create", "--site", "1", "--name", "a\u001b[2Jb"],
  ["list", "--site", "x"],
  ["rotate"],
  ["rotate", "--id", "1", "--overlap", "91d"],
  ["rotate", "--id", "1", "--overlap", "soon"],
  ["rotate", "--id", "1", "--overlap", "-1d"],
  ["revoke", "--id", "0"],
  ["revoke", "1"],
]) {
  test(`says what is wrong with key ${words.join(" ").slice(0, 60)}`, () => {
    assert.equal(typeof parseKeyArguments(words), "string");
  });
}
