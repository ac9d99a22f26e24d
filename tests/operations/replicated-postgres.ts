import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type Child, startChild } from "../support/child.ts";
import { inheritedEnvironment } from "../support/config.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/ports.ts";
import { answers, asOrdinaryUser, binariesFolder, initializeCluster } from "../support/postgres.ts";

/**
 * Two PostgreSQL servers: a primary that confirms a commit when its standby has it on disk, and that standby. The
 * standby is made of a copy of the cluster before its first start, for the npm packages bring no pg_basebackup.
 */
export interface ReplicatedPostgres {
  /** Both servers in one address, the primary first. */
  readonly url: string;
  readonly standbyUrl: string;
  /** As when the machine loses its power; the standby is promoted some time later by whoever watches over it. */
  killPrimary(): Promise<void>;
  promote(): Promise<void>;
  /** Ends and starts the promoted server again in good order. */
  restartPromoted(): Promise<void>;
  /** Makes a server say no to writes, as one does that was demoted under its sessions. */
  refuseWrites(url: string, refuse: boolean): Promise<void>;
  stop(): Promise<void>;
}

const user = "postgres";

export async function startReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "sluis-replicated-postgres-"));
  const binaries = binariesFolder();
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  const [primaryPort, standbyPort] = [await freePort(), await freePort()];
  await initializeCluster(binaries, first);
  await cp(first, second, { recursive: true, mode: 0 });
  await writeFile(join(second, "standby.signal"), "");

  const start = (cluster: string, port: number, options: readonly string[]): Child =>
    startChild({
      ...asOrdinaryUser(join(binaries, "postgres"), [
        "-D",
        cluster,
        `--port=${port}`,
        "--listen-addresses=127.0.0.1",
        "--unix-socket-directories=",
        "--fsync=off",
        "--max-connections=100",
        ...options,
      ]),
      env: inheritedEnvironment(),
      ownGroup: true,
    });
  const urlOf = (port: number): string => `postgres://${user}@127.0.0.1:${port}/postgres`;
  const isUp = async (name: string, child: Child, port: number): Promise<void> => {
    await eventually(
      `${name} answers`,
      async () => {
        if (child.hasEnded()) throw new Error(`${name} ended:\n${child.output()}`);
        return (await answers(urlOf(port))) ? true : null;
      },
      1_200,
    );
  };
  const primary = start(first, primaryPort, ["--synchronous-standby-names=*"]);
  await isUp("the primary", primary, primaryPort);
  const standbyOptions = [`--primary-conninfo=host=127.0.0.1 port=${primaryPort} user=${user}`];
  let standby = start(second, standbyPort, standbyOptions);
  await isUp("the standby", standby, standbyPort);
  await eventually("the standby follows", async () => {
    const rows = await ask(urlOf(primaryPort), "select from pg_stat_replication where sync_state = 'sync'");
    return rows === 1 ? true : null;
  });
  return {
    url: `postgres://${user}@127.0.0.1:${primaryPort},127.0.0.1:${standbyPort}/postgres?target_session_attrs=read-write`,
    standbyUrl: urlOf(standbyPort),
    killPrimary: () => primary.stop("SIGKILL"),
    async promote() {
      await ask(urlOf(standbyPort), "select pg_promote(true)");
    },
    async restartPromoted() {
      await standby.stop("SIGINT");
      standby = start(second, standbyPort, standbyOptions);
      await isUp("the promoted server", standby, standbyPort);
    },
    async refuseWrites(url, refuse) {
      await ask(url, `alter system set default_transaction_read_only = ${refuse ? "on" : "off"}`);
      await ask(url, "select pg_reload_conf()");
    },
    async stop() {
      await primary.stop("SIGINT");
      await standby.stop("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, statement: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rowCount;
  } finally {
    await client.end();
  }
}
