/** How a PostgreSQL server is ended: ours, or one that an earlier Sluis left behind. */
import { setTimeout as delay } from "node:timers/promises";
import { isErrorCode } from "#adapters/node/create-once.ts";
import { run } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import type { Server } from "./server.ts";

export type ShutdownSignal = "SIGINT" | "SIGQUIT";

/** Throws when the server does not stop. */
export async function stopServer(server: Server, binaries: Binaries): Promise<void> {
  if (server.hasExited()) return;
  const hasStopped = await shutDown({
    signal: (name) => sendSignal({ pid: server.pid, name, binaries }),
    hasExitedWithin: (ms) => isSettledWithin(server.exited, ms),
  });
  if (!hasStopped) throw new Error(`PostgreSQL (process ${server.pid}) does not stop`);
}

/**
 * Fast shutdown (SIGINT) first. When that hangs, immediate shutdown (SIGQUIT): the
 * next start recovers from the write-ahead log. False when both were in vain.
 */
export async function shutDown(server: {
  readonly signal: (name: ShutdownSignal) => Promise<void>;
  readonly hasExitedWithin: (ms: number) => Promise<boolean>;
}): Promise<boolean> {
  const patienceMs = 10_000;
  await server.signal("SIGINT");
  if (await server.hasExitedWithin(patienceMs)) return true;
  await server.signal("SIGQUIT");
  return server.hasExitedWithin(patienceMs);
}

export async function sendSignal(to: {
  readonly pid: number;
  readonly name: ShutdownSignal;
  readonly binaries: Binaries;
}): Promise<void> {
  if (process.platform === "win32") {
    // Windows has no signals; PostgreSQL brings its own, sent by pg_ctl.
    await run({ kind: "own" }, to.binaries.pgCtl, ["kill", to.name.slice("SIG".length), String(to.pid)]);
    return;
  }
  try {
    process.kill(to.pid, to.name);
  } catch (error) {
    // It ended between our look and the signal.
    if (!isErrorCode(error, "ESRCH")) throw error;
  }
}

async function isSettledWithin(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
