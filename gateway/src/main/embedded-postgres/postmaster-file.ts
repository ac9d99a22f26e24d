import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isErrorCode } from "#adapters/node/create-once.ts";

/** What a server writes into `postmaster.pid` of its cluster (PostgreSQL, src/include/utils/pidfile.h). */
export interface Postmaster {
  readonly pid: number;
  /** False while it starts, recovers or stops. */
  readonly isReady: boolean;
}

const pathIn = (cluster: string): string => join(cluster, "postmaster.pid");

/** Null where no server holds the cluster, or the file is not yet complete. */
export async function readPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = await readLines(pathIn(cluster));
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid < 1) return null;
  return { pid, isReady: lines[7]?.trim() === "ready" };
}

export const removePostmasterFile = (cluster: string): Promise<void> => rm(pathIn(cluster), { force: true });

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, "utf8")).split("\n");
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return [];
    throw error;
  }
}
