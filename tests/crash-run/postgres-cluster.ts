import { execFile, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Child, startChild } from "../support/child.ts";
import { inheritedEnvironment } from "../support/config.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/ports.ts";
import { answers, asOrdinaryUser, binariesFolder, initializeCluster } from "../support/postgres.ts";

/**
 * A PostgreSQL of the run's own, so that it can be killed. Commits are written before they are answered, as in earnest;
 * only fsync is off, for the machine itself does not die. As root it lies on a small file system of its own, which can
 * be filled up.
 */
export interface PostgresCluster {
  readonly port: number;
  readonly maxConnections: number;
  isUp(): boolean;
  /** Starts it where it is down, and waits until it answers. */
  up(): Promise<void>;
  /** `SIGKILL`: as after a power cut; `SIGINT`: its own fast shutdown. */
  down(signal: "SIGKILL" | "SIGINT"): Promise<void>;
  /** False where the file system is not the run's own. */
  fillDisk(): Promise<boolean>;
  freeDisk(): Promise<void>;
  stop(): Promise<void>;
}

const maxConnections = 70;
const sizeMb = 800;
const run = promisify(execFile);

export async function startCluster(): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), "sluis-crash-postgres-"));
  const hasOwnDisk = process.getuid?.() === 0 && (await mountDisk(folder));
  // Whoever interrupts a run leaves no file system behind.
  const tidy = (): void => {
    if (hasOwnDisk) spawnSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", tidy);
  const cluster = join(folder, "cluster");
  const filler = join(folder, "filler");
  const binaries = binariesFolder();
  await initializeCluster(binaries, cluster);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: Child | null = null;

  const isUp = (): boolean => server !== null && !server.hasEnded();
  const up = (): Promise<true> =>
    // A killed server leaves children, and they go when they notice; until then no other may start.
    eventually(
      "PostgreSQL answers",
      async () => {
        if (!isUp()) server = start();
        return (await answers(url)) ? true : null;
      },
      startTriesAtMost,
    );
  const start = (): Child =>
    startChild({
      ...asOrdinaryUser(join(binaries, "postgres"), [
        "-D",
        cluster,
        `--port=${port}`,
        "--listen-addresses=127.0.0.1",
        "--unix-socket-directories=",
        "--fsync=off",
        "--full-page-writes=off",
        `--max-connections=${maxConnections}`,
        "--max-wal-size=128MB",
        "--restart-after-crash=on",
      ]),
      env: inheritedEnvironment(),
      ownGroup: true,
    });
  const freeDisk = (): Promise<void> => rm(filler, { force: true });
  await up();
  return {
    port,
    maxConnections,
    isUp,
    up: () => up().then(() => undefined),
    async down(signal) {
      await server?.stop(signal);
    },
    async fillDisk() {
      if (!hasOwnDisk) return false;
      const { bavail, bsize } = await statfs(folder);
      return await run("fallocate", ["--length", String(bavail * bsize), filler]).then(
        () => true,
        () => false,
      );
    },
    freeDisk,
    async stop() {
      await freeDisk();
      await server?.stop("SIGINT");
      process.off("exit", tidy);
      tidy();
    },
  };
}

/** Half a minute and more: recovery on a busy machine. */
const startTriesAtMost = 1_200;

async function mountDisk(folder: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  return await run("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m`, "tmpfs", folder]).then(
    () => true,
    () => false,
  );
}
