/** One run of the PostgreSQL server: spawn it and wait until it is ready. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { type Account, invoke } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { readPostmaster } from "./postmaster-file.ts";
import { stopServer } from "./shutdown.ts";

export interface ServerSettings {
  readonly binaries: Binaries;
  readonly account: Account;
  readonly cluster: string;
  readonly logFile: string;
  readonly port: number;
}

export interface Server {
  readonly pid: number;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  hasExited(): boolean;
}

/** Tells our servers from others in the list of processes. */
export const marker = "cluster_name=sluis";

/** For a laptop; everything not named keeps PostgreSQL's default. */
const settings = [
  marker,
  "listen_addresses=127.0.0.1",
  // No socket file: one way in, with a password, and nothing outside the data folder.
  "unix_socket_directories=",
  "shared_buffers=128MB",
  "max_connections=100",
  // What was answered as paid must survive a power cut.
  "fsync=on",
  "timezone=UTC",
  "log_timezone=UTC",
  // Without detail lines: they quote whole rows.
  "log_error_verbosity=terse",
  "log_checkpoints=off",
];

/** Crash recovery replays at most max_wal_size (1 GB): minutes on a slow disk, never more. */
const readyTimeoutMs = 300_000;
const pollMs = 20;

/** The server, or the line in which it says why it did not start. */
export async function startServer(of: ServerSettings): Promise<Server | { readonly refusal: string }> {
  const logStart = await sizeOf(of.logFile);
  const server = await spawnServer(of);
  if (typeof server === "string") return { refusal: server };
  for (let waited = 0; waited < readyTimeoutMs; waited += pollMs) {
    const postmaster = await readPostmaster(of.cluster);
    if (server.hasExited()) return { refusal: await reasonIn(of.logFile, logStart) };
    if (postmaster?.pid === server.pid && postmaster.isReady) return server;
    await delay(pollMs);
  }
  await stopServer(server, of.binaries);
  return { refusal: "it was not ready in time" };
}

async function spawnServer(of: ServerSettings): Promise<Server | string> {
  const args = ["-D", of.cluster, ...[`port=${of.port}`, ...settings].flatMap((it) => ["-c", it])];
  const { command, args: allArgs, options } = invoke(of.account, of.binaries.postgres, args);
  const logFile = await open(of.logFile, "a", 0o600);
  try {
    // Detached, a session of its own: the terminal's Ctrl-C must reach us only, who stop the server last.
    const stdio = ["ignore", logFile.fd, logFile.fd] as const;
    const child = spawn(command, allArgs, { ...options, detached: true, stdio: [...stdio] });
    await once(child, "spawn");
    if (child.pid === undefined) throw new Error("a spawned process has an id");
    const exited = once(child, "exit").then(() => undefined);
    return { pid: child.pid, exited, hasExited: () => child.exitCode !== null || child.signalCode !== null };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await logFile.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

async function reasonIn(logFile: string, from: number): Promise<string> {
  const lines = (await readFile(logFile)).subarray(from).toString("utf8").trim().split("\n");
  const line = lines.findLast((it) => /(FATAL|PANIC|ERROR):|error/.test(it)) ?? lines.at(-1) ?? "";
  return line.replace(/^.*?(FATAL|PANIC|ERROR): +/, "");
}
