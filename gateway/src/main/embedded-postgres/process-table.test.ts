import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { findProcess } from "./process-table.ts";

test("a running process shows its command, and the same start at every look", async () => {
  const first = await findProcess(process.pid);
  assert.match(first?.command ?? "", /node/);
  assert.deepEqual(await findProcess(process.pid), first);
});

test("a process that has ended is not found", async () => {
  const child = spawn(process.execPath, ["--eval", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "spawn");
  assert.ok(child.pid !== undefined);
  assert.notEqual(await findProcess(child.pid), null);
  child.stdin.end();
  await once(child, "exit");
  assert.equal(await findProcess(child.pid), null);
});
