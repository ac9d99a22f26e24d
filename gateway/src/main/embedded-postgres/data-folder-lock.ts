/**
 * One Sluis per data folder: `sluis.lock` holds the process id of its owner and,
 * where the system tells it, when that process began. The lock of a dead owner is
 * taken over. The lock sees the processes of its own machine or container only.
 */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createOnce, isErrorCode } from "#adapters/node/create-once.ts";
import { StartupError } from "../startup-error.ts";
import { findProcess } from "./process-table.ts";

export interface DataFolderLock {
  release(): Promise<void>;
}

/** Throws a `StartupError` while another living Sluis, or this very process, owns the folder. */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const path = join(dataDir, "sluis.lock");
  const own = `${process.pid}\n${(await findProcess(process.pid))?.startedAt ?? ""}\n`;
  const owner = await acquire(path, own);
  if (owner !== null) {
    throw new StartupError(`The data folder ${dataDir} is in use by another Sluis (process ${owner}).`);
  }
  return { release: () => rm(path, { force: true }) };
}

/**
 * Null when the lock is ours, else the process id of its living owner.
 *
 * Two starts may find the same stale lock, and the slower must not remove the
 * fresh lock of the faster. So a stale lock is removed only by who holds a second
 * lock meanwhile, and after a second look: between the two nobody else may touch it.
 */
async function acquire(path: string, own: string): Promise<number | null> {
  while (!(await createOnce(path, own))) {
    const takeover = `${path}.takeover`;
    const owner = (await livingOwner((await readIfThere(path)) ?? "")) ?? (await acquire(takeover, own));
    if (owner !== null) return owner;
    try {
      if (await isStale(path)) await rm(path);
    } finally {
      await rm(takeover);
    }
  }
  return null;
}

/** Once its owner is found dead, the text is read again: it may have released the lock before, and another taken it. */
async function isStale(path: string): Promise<boolean> {
  const text = await readIfThere(path);
  return text !== null && (await livingOwner(text)) === null && (await readIfThere(path)) === text;
}

async function livingOwner(text: string): Promise<number | null> {
  const [pidText, startedAt = ""] = text.split("\n");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid < 1) return null;
  const running = await findProcess(pid);
  if (running === null) return null;
  const isSame = startedAt === "" || running.startedAt === "" || running.startedAt === startedAt;
  return isSame ? pid : null;
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}
