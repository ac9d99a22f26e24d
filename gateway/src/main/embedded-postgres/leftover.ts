/**
 * A server that outlived its Sluis. A Sluis that is killed cannot stop its
 * PostgreSQL; the next start, which owns `sluis.lock` by now, does it instead and
 * begins anew, so that there is only one way a server comes to be ours.
 */
import { setTimeout as delay } from "node:timers/promises";
import { unreachable } from "#domain/result.ts";
import type { Log } from "#ports/log.ts";
import { StartupError } from "../startup-error.ts";
import type { Binaries } from "./binaries.ts";
import { readPostmaster, removePostmasterFile } from "./postmaster-file.ts";
import { findProcess } from "./process-table.ts";
import { marker } from "./server.ts";
import { sendSignal, shutDown } from "./shutdown.ts";

const pollMs = 20;

/** Throws a `StartupError` when a server holds the cluster that Sluis did not start, or that does not stop. */
export async function clearLeftover(
  cluster: string,
  { binaries, log }: { readonly binaries: Binaries; readonly log: Log },
): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  if (postmaster === null) return;
  const { pid } = postmaster;
  const found = await whatRuns(pid, cluster);
  switch (found) {
    case "nothing":
      // PostgreSQL itself would only ask whether the process id lives, and it may be someone else's by now.
      // Backends that are still in the cluster are noticed by their shared memory, with or without the file.
      await removePostmasterFile(cluster);
      return;
    case "other-server":
      throw new StartupError(
        `${cluster} is in use by a PostgreSQL that Sluis did not start (process ${pid}): stop that one first.`,
      );
    case "own-server":
      if (!(await stop(pid, cluster, binaries))) {
        throw new StartupError(
          `The PostgreSQL of an earlier Sluis (process ${pid}) does not stop: stop it by hand.`,
        );
      }
      log.warn("postgres.leftover_stopped", { pid });
      return;
    default:
      unreachable(found);
  }
}

async function whatRuns(pid: number, cluster: string): Promise<"nothing" | "own-server" | "other-server"> {
  const running = await findProcess(pid);
  if (running === null) return "nothing";
  // Where the system hides the command we must assume the worst.
  if (running.command === "") return "other-server";
  if (running.command.includes(` -D ${cluster} `) && running.command.includes(marker)) return "own-server";
  // The path before it may hold spaces. Backends call themselves "postgres: …" and hold no cluster.
  return /(^|[/\\])postgres(\.exe)?( |$)/.test(running.command) ? "other-server" : "nothing";
}

const stop = (pid: number, cluster: string, binaries: Binaries): Promise<boolean> =>
  shutDown({
    signal: (name) => sendSignal({ pid, name, binaries }),
    hasExitedWithin: async (ms) => {
      for (let waited = 0; waited < ms; waited += pollMs) {
        if ((await whatRuns(pid, cluster)) === "nothing") return true;
        await delay(pollMs);
      }
      return false;
    },
  });
