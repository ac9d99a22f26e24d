import { readFile } from "node:fs/promises";
import { redirectOrder } from "../../tests/support/orders.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import { measure, median } from "./load.ts";
import { aligned, verdictLine } from "./table.ts";
import { posting } from "./workloads.ts";

/**
 * `npm run bench -- audit`: redirect orders with the audit log and without it, by
 * two gateways with a database each on one PostgreSQL, in turns.
 */
const rounds = 5;
const secondsEach = 3;
const warmUpSeconds = 3;
const connectionCounts = [1, 32];
/** Of the throughput without; the Idempotency-Key has its part of the 15 % too. */
const mostLoss = 0.15;

interface Side {
  readonly name: string;
  readonly world: World;
}

interface Run {
  readonly requestsPerSecond: number;
  /** Processor time for each request. */
  readonly gatewayMicroseconds: number;
  readonly databaseMicroseconds: number;
  readonly failures: number;
}

export async function benchAudit(postgresUrl: string): Promise<void> {
  const hook = new URL("without-audit.ts", import.meta.url).href;
  const plain = { postgresUrl, logLevel: "warn" };
  const withLog = await startWorld(plain);
  try {
    const bare = await startWorld({ ...plain, gatewayEnvironment: { NODE_OPTIONS: `--import ${hook}` } });
    try {
      await compare([
        { name: "without", world: bare },
        { name: "with", world: withLog },
      ]);
    } finally {
      await bare.stop();
    }
  } finally {
    await withLog.stop();
  }
}

async function compare(sides: readonly [Side, Side]): Promise<void> {
  const rows: string[][] = [];
  const losses = new Map<number, number>();
  for (const side of sides) await load(side, 8, warmUpSeconds);
  await assertDifferent(sides);
  for (const connections of connectionCounts) {
    const runs = new Map<string, Run[]>(sides.map(({ name }) => [name, []]));
    for (let round = 1; round <= rounds; round += 1) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        runs.get(side.name)?.push(await load(side, connections, secondsEach));
      }
      console.log(`round ${round} of ${rounds} at ${connections} is done`);
    }
    const [without, along] = sides.map(({ name }) => summary(runs.get(name) ?? []));
    if (without === undefined || along === undefined) throw new Error("nothing was measured");
    for (const [name, run] of [
      ["without", without],
      ["with", along],
    ] as const) {
      rows.push([
        `${connections} connections, ${name}`,
        run.requestsPerSecond.toFixed(0),
        run.gatewayMicroseconds.toFixed(0),
        run.databaseMicroseconds.toFixed(0),
        String(run.failures),
      ]);
    }
    losses.set(connections, 1 - cpuOf(without) / cpuOf(along));
  }
  console.log(
    `\n${aligned([["redirect create", "req/s", "gateway µs", "database µs", "failures"], ...rows])}\n`,
  );
  for (const [connections, loss] of losses) {
    const target = `throughput lost to processor time ≤ ${mostLoss * 100} % at ${connections}: ${(loss * 100).toFixed(1)} %`;
    console.log(verdictLine(loss <= mostLoss, target));
  }
}

/**
 * Where the processor is the limit, throughput is the inverse of its time. Judged by
 * that, because requests a second vary by half when others use the machine.
 */
const cpuOf = (run: Run): number => run.gatewayMicroseconds + run.databaseMicroseconds;

async function load({ world }: Side, connections: number, seconds: number): Promise<Run> {
  const before = await cpuMs(world);
  const run = await measure({
    url: world.gatewayUrl,
    request: posting(redirectOrder, { api_key: world.apiKey }),
    connections,
    seconds,
  });
  const after = await cpuMs(world);
  const requests = Math.max(run.requestsPerSecond * seconds, 1);
  return {
    requestsPerSecond: run.requestsPerSecond,
    gatewayMicroseconds: ((after.gateway - before.gateway) * 1_000) / requests,
    databaseMicroseconds: ((after.database - before.database) * 1_000) / requests,
    failures: run.failures,
  };
}

const summary = (runs: readonly Run[]): Run => ({
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

/** A bench that compares a thing with itself would be met by anything. */
async function assertDifferent(sides: readonly [Side, Side]): Promise<void> {
  for (const { name, world } of sides) {
    const [row] = await world.sql(
      "select count(*)::int as entries from audit_entry where stream like 'order/%'",
    );
    const has = Number(row?.["entries"]) > 0;
    if (has !== (name === "with"))
      throw new Error(`the side ${name} the log ${has ? "has" : "lacks"} entries`);
  }
}
