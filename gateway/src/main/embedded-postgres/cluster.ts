/**
 * The database cluster on disk: `<dataDir>/postgres`, made once by initdb. It is
 * made in a folder beside and renamed when complete, so that an interrupted first
 * start leaves no half cluster.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createOnce, isErrorCode } from "#adapters/node/create-once.ts";
import { StartupError } from "../startup-error.ts";
import { type Account, giveTo, run } from "./account.ts";
import type { Binaries } from "./binaries.ts";

export interface ClusterPaths {
  readonly cluster: string;
  readonly staging: string;
  readonly passwordFile: string;
  readonly logFile: string;
}

export const clusterPaths = (dataDir: string): ClusterPaths => ({
  cluster: join(dataDir, "postgres"),
  staging: join(dataDir, "postgres.initdb"),
  passwordFile: join(dataDir, "postgres-password"),
  logFile: join(dataDir, "postgres.log"),
});

/** Role that owns the cluster. It is a superuser: the cluster serves Sluis alone. */
export const owner = "sluis";

/** Major version of a cluster, null where none was made yet. */
export async function clusterVersion({ cluster }: ClusterPaths): Promise<string | null> {
  try {
    return (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  } catch (error) {
    if (!isErrorCode(error, "ENOENT")) throw error;
  }
  if (await isEmptyOrAbsent(cluster)) return null;
  throw new StartupError(`${cluster} is not a PostgreSQL data folder: move it away or choose another one.`);
}

export async function clusterOwner({ cluster }: ClusterPaths): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** The password of the owner, made before the first cluster; a cluster without it cannot be used. */
export async function loadPassword(paths: ClusterPaths, mayCreate: boolean): Promise<string> {
  if (mayCreate) await createOnce(paths.passwordFile, `${randomBytes(24).toString("hex")}\n`);
  try {
    return (await readFile(paths.passwordFile, "utf8")).trim();
  } catch (error) {
    if (!isErrorCode(error, "ENOENT")) throw error;
    throw new StartupError(
      `${paths.passwordFile} is missing: restore it, or move ${paths.cluster} away to begin with an empty one.`,
    );
  }
}

export async function createCluster(
  paths: ClusterPaths,
  { binaries, account, password }: { binaries: Binaries; account: Account; password: string },
): Promise<void> {
  const fresh = join(paths.staging, "cluster");
  // initdb reads the password from a file, as whoever it runs.
  const passwordCopy = join(paths.staging, "password");
  await rm(paths.staging, { recursive: true, force: true });
  await mkdir(paths.staging, { mode: 0o700 });
  await writeFile(passwordCopy, password, { mode: 0o600 });
  await giveTo(account, paths.staging);
  await initialize({ binaries, account, cluster: fresh, passwordFile: passwordCopy });
  await rename(fresh, paths.cluster);
  await rm(paths.staging, { recursive: true });
}

async function initialize(settings: {
  binaries: Binaries;
  account: Account;
  cluster: string;
  passwordFile: string;
}): Promise<void> {
  const args = [
    `--pgdata=${settings.cluster}`,
    `--username=${owner}`,
    `--pwfile=${settings.passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Sorting and case rules come with the server: the same on every machine, whatever it has installed.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  try {
    await run(settings.account, settings.binaries.initdb, args);
  } catch (error) {
    throw new StartupError(`PostgreSQL could not make its data folder: ${lastLine(error)}`, { cause: error });
  }
}

const lastLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error)
    .trim()
    .split("\n")
    .findLast((line) => line.includes("error:")) ?? "see the cause.";

async function isEmptyOrAbsent(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return true;
    throw error;
  }
}
