import { redirectOrder } from "../../tests/support/orders.ts";
import type { World } from "../../tests/support/world.ts";
import { assertDifferent, withLoggedWorlds } from "./logged-worlds.ts";
import { type CostlyRun, cpuOf, measureCost, medianRun } from "./processor-time.ts";
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

export const benchAudit = (postgresUrl: string): Promise<void> =>
  withLoggedWorlds(postgresUrl, async (worlds) => {
    const sides = [
      { name: "without", world: worlds.unlogged },
      { name: "with", world: worlds.logged },
    ] as const;
    for (const side of sides) await load(side, 8, warmUpSeconds);
    await assertDifferent(worlds);
    await compare(sides);
  });

async function compare(sides: readonly [Side, Side]): Promise<void> {
  const rows: string[][] = [];
  const losses = new Map<number, number>();
  for (const connections of connectionCounts) {
    const runs = new Map<string, CostlyRun[]>(sides.map(({ name }) => [name, []]));
    for (let round = 1; round <= rounds; round += 1) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        runs.get(side.name)?.push(await load(side, connections, secondsEach));
      }
      console.log(`round ${round} of ${rounds} at ${connections} is done`);
    }
    const [without, along] = sides.map(({ name }) => medianRun(runs.get(name) ?? []));
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

const load = ({ world }: Side, connections: number, seconds: number): Promise<CostlyRun> =>
  measureCost({
    world,
    request: posting(redirectOrder, { api_key: world.apiKey }),
    connections,
    seconds,
  });
