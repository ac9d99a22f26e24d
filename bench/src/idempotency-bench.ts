import { randomUUID } from "node:crypto";
import type { Request } from "autocannon";
import { redirectOrder } from "../../tests/support/orders.ts";
import type { World } from "../../tests/support/world.ts";
import { assertDifferent, type LoggedWorlds, withLoggedWorlds } from "./logged-worlds.ts";
import { type CostlyLoad, type CostlyRun, cpuOf, measureCost, medianRun } from "./processor-time.ts";
import { measure, median } from "./load.ts";
import { aligned, verdictLine } from "./table.ts";
import { posting } from "./workloads.ts";

/**
 * `npm run bench -- idempotency`: what the header Idempotency-Key and the audit
 * log cost a new payment link, each and together, in turns, so that a busy moment
 * of the machine strikes all. Judged is the median of the rounds' ratios.
 */
const connectionCounts = [1, 32];
const rounds = 7;
const secondsEach = 2;
/** V8 still compiles meanwhile. */
const warmUpRequests = 5_000;
/** Of redirect-create throughput, for both together. */
const mostLost = 0.15;

const sides = ["neither", "log", "key", "both"] as const;
type Side = (typeof sides)[number];
type Runs = Readonly<Record<Side, readonly CostlyRun[]>>;

export const benchIdempotency = (postgresUrl: string): Promise<void> =>
  withLoggedWorlds(postgresUrl, async (worlds) => {
    for (const side of sides) await warmUp(worlds, side);
    await assertDifferent(worlds);
    await assertKeysKept(worlds.logged);
    const measured = new Map<number, Runs>();
    for (const connections of connectionCounts) {
      measured.set(connections, await takeTurns(worlds, connections));
      console.log(`measured at ${connections}`);
    }
    report(measured);
  });

async function takeTurns(worlds: LoggedWorlds, connections: number): Promise<Runs> {
  const runs: Record<Side, CostlyRun[]> = { neither: [], log: [], key: [], both: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Who begins takes turns: what is measured last finds larger tables.
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      runs[side].push(await load(worlds, side, connections));
    }
  }
  return runs;
}

async function warmUp(worlds: LoggedWorlds, side: Side): Promise<void> {
  const { world, request } = askedOf(worlds, side);
  await measure({ url: world.gatewayUrl, request, connections: 32, requests: warmUpRequests });
}

async function load(worlds: LoggedWorlds, side: Side, connections: number): Promise<CostlyRun> {
  const run = await measureCost({ ...askedOf(worlds, side), connections, seconds: secondsEach });
  if (run.failures > 0) throw new Error(`${run.failures} answers failed (${side})`);
  return run;
}

function askedOf({ logged, unlogged }: LoggedWorlds, side: Side): Pick<CostlyLoad, "world" | "request"> {
  const world = side === "log" || side === "both" ? logged : unlogged;
  const plain = posting(redirectOrder, { api_key: world.apiKey });
  return { world, request: side === "key" || side === "both" ? keyed(plain) : plain };
}

function report(measured: ReadonlyMap<number, Runs>): void {
  const head = ["connections", "req/s", "gateway µs", "database µs", "lost, req/s", "lost, processor"];
  const rows = [...measured].flatMap(([connections, runs]) =>
    sides.map((side) => {
      const run = medianRun(runs[side]);
      return [
        `${connections}, ${side}`,
        run.requestsPerSecond.toFixed(0),
        run.gatewayMicroseconds.toFixed(0),
        run.databaseMicroseconds.toFixed(0),
        percent(lost(runs, side, (one) => one.requestsPerSecond)),
        percent(lost(runs, side, perProcessorSecond)),
      ];
    }),
  );
  console.log(`\n${aligned([head, ...rows])}\n`);
  for (const [connections, runs] of measured) {
    for (const [name, rateOf] of rates) {
      const share = lost(runs, "both", rateOf);
      const target = `at ${connections}: both cost at most ${mostLost * 100} % of ${name}: ${percent(share)}`;
      console.log(verdictLine(share <= mostLost, target));
    }
  }
}

const perProcessorSecond = (run: CostlyRun): number => 1_000_000 / cpuOf(run);

const rates = [
  ["requests a second", (run: CostlyRun) => run.requestsPerSecond],
  ["requests for a second of the processor", perProcessorSecond],
] as const;

/** The share of the rate that the side costs beside neither. */
const lost = (runs: Runs, side: Side, rateOf: (run: CostlyRun) => number): number =>
  1 -
  median(
    runs[side].map((run, round) => {
      const bare = runs.neither[round];
      return bare === undefined ? Number.NaN : rateOf(run) / rateOf(bare);
    }),
  );

/** Every request has a key of its own. */
const keyed = (request: Request): Request => ({
  ...request,
  setupRequest: (one) => {
    const made = request.setupRequest?.(one) ?? one;
    return { ...made, headers: { ...made.headers, "idempotency-key": randomUUID() } };
  },
});

/** A header that nobody reads would cost nothing. */
async function assertKeysKept(world: World): Promise<void> {
  const rows = await world.sql("select 1 from idempotency_key where answer is not null limit 1");
  if (rows.length === 0) throw new Error("no answer was kept");
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
