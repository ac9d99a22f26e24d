import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { StartupError } from "../startup-error.ts";
import { lockDataFolder } from "./data-folder-lock.ts";
import { findProcess } from "./process-table.ts";

/** Larger than any process id (Linux: 2^22). */
const noProcess = 2 ** 30;

async function folder(t: TestContext, lock?: string): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "sluis-lock-"));
  t.after(() => rm(path, { recursive: true }));
  if (lock !== undefined) await writeFile(join(path, "sluis.lock"), lock);
  return path;
}

test("a lock names its owner, holds until released, and can then be taken again", async (t) => {
  const dataDir = await folder(t);
  const lock = await lockDataFolder(dataDir);
  assert.match(await readFile(join(dataDir, "sluis.lock"), "utf8"), new RegExp(`^${process.pid}\n`));
  await assert.rejects(
    lockDataFolder(dataDir),
    new StartupError(`The data folder ${dataDir} is in use by another Sluis (process ${process.pid}).`),
  );
  await lock.release();
  assert.deepEqual(await readdir(dataDir), []);
  await (await lockDataFolder(dataDir)).release();
});

test("a living owner is respected also when the lock does not tell when it began", async (t) => {
  const dataDir = await folder(t, `${process.ppid}\n`);
  await assert.rejects(lockDataFolder(dataDir), /in use by another Sluis/);
});

test("the lock of a dead owner is taken over, and so is a lock without a meaning", async (t) => {
  for (const text of [`${noProcess}\nbefore\n`, "", "garbage", "-1\n", "0\n"]) {
    const dataDir = await folder(t, text);
    await lockDataFolder(dataDir);
    assert.deepEqual(await readdir(dataDir), ["sluis.lock"]);
  }
});

test("a lock is stale when its process id was given to a later process", async (t) => {
  // A system that does not tell when a process began (Windows) must take the owner for alive.
  if ((await findProcess(process.ppid))?.startedAt === "") return;
  const dataDir = await folder(t, `${process.ppid}\nan earlier moment\n`);
  await lockDataFolder(dataDir);
  assert.match(await readFile(join(dataDir, "sluis.lock"), "utf8"), new RegExp(`^${process.pid}\n`));
});

test("of several starts on one stale lock exactly one wins", async (t) => {
  for (let round = 0; round < 20; round += 1) {
    const dataDir = await folder(t, `${noProcess}\nbefore\n`);
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(dataDir)));
    assert.equal(starts.filter((it) => it.status === "fulfilled").length, 1);
    for (const it of starts) assert.ok(it.status === "fulfilled" || it.reason instanceof StartupError);
    assert.deepEqual(await readdir(dataDir), ["sluis.lock"]);
  }
});

test("a takeover that was itself interrupted is taken over", async (t) => {
  const dataDir = await folder(t, `${noProcess}\nbefore\n`);
  await writeFile(join(dataDir, "sluis.lock.takeover"), `${noProcess}\nlater\n`);
  await lockDataFolder(dataDir);
  assert.deepEqual(await readdir(dataDir), ["sluis.lock"]);
});
