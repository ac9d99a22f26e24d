import { readFile } from "node:fs/promises";
import type { Request } from "autocannon";
import type { World } from "../../tests/support/world.ts";
import { measure, median } from "./load.ts";

export interface CostlyRun {
  readonly requestsPerSecond: number;
  /** Processor time for each request. */
  readonly gatewayMicroseconds: number;
  readonly databaseMicroseconds: number;
  readonly failures: number;
}

export interface CostlyLoad {
  readonly world: World;
  readonly request: Request;
  readonly connections: number;
  readonly seconds: number;
}

/**
 * Where the processor is the limit, throughput is the inverse of its time. Benches that compare judge by that,
 * because requests a second vary by half when others use the machine.
 */
export const cpuOf = (run: CostlyRun): number => run.gatewayMicroseconds + run.databaseMicroseconds;

export async function measureCost({ world, request, connections, seconds }: CostlyLoad): Promise<CostlyRun> {
  const before = await cpuMs(world);
  const run = await measure({ url: world.gatewayUrl, request, connections, seconds });
  const after = await cpuMs(world);
  const requests = Math.max(run.requestsPerSecond * seconds, 1);
  return {
    requestsPerSecond: run.requestsPerSecond,
    gatewayMicroseconds: ((after.gateway - before.gateway) * 1_000) / requests,
    databaseMicroseconds: ((after.database - before.database) * 1_000) / requests,
    failures: run.failures,
  };
}

export const medianRun = (runs: readonly CostlyRun[]): CostlyRun => ({
  requestsPerSecond: median(runs.map((run) => run.requestsPerSecond)),
  gatewayMicroseconds: median(runs.map((run) => run.gatewayMicroseconds)),
  databaseMicroseconds: median(runs.map((run) => run.databaseMicroseconds)),
  failures: runs.reduce((sum, run) => sum + run.failures, 0),
});

/** Of the gateway and the backends of its database; those that ended meanwhile are missed. */
async function cpuMs(world: World): Promise<{ readonly gateway: number; readonly database: number }> {
  const backends = await world.sql("select pid from pg_stat_activity where datname = current_database()");
  const times = await Promise.all(backends.map(({ pid }) => cpuMsOf(Number(pid))));
  return {
    gateway: await cpuMsOf(world.gatewayPid()),
    database: times.reduce((sum, time) => sum + time, 0),
  };
}

/** Fields 14 and 15 of proc(5), in hundredths of a second. */
async function cpuMsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}
