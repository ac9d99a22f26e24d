import { randomUUID } from "node:crypto";
import type { Request } from "autocannon";
import { redirectOrder } from "../../tests/support/orders.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import { measure, median } from "./load.ts";
import { aligned, verdictLine } from "./table.ts";
import { posting } from "./workloads.ts";

/**
 * `npm run bench -- idempotency`: what the header Idempotency-Key costs a new
 * payment link. With and without it in turns against the same gateway, so that a
 * busy moment of the machine strikes both; judged is the median of the ratios.
 */
const connectionCounts = [1, 32];
const rounds = 5;
const secondsEach = 2;
const warmUpSeconds = 2;
/** Of redirect-create throughput, together with the audit log. */
const mostLost = 0.15;

interface Row {
  readonly connections: number;
  readonly without: number;
  readonly with: number;
  /** Of the two, the share that the header costs. */
  readonly lost: number;
}

export async function benchIdempotency(postgresUrl: string): Promise<void> {
  const world = await startWorld({ postgresUrl, logLevel: "warn" });
  try {
    const rows: Row[] = [];
    for (const connections of connectionCounts) {
      rows.push(await compare(world, connections));
      console.log(`measured at ${connections}`);
    }
    console.log(`\n${table(rows)}\n`);
    for (const { connections, lost } of rows) {
      const target = `at ${connections}: the header costs at most ${mostLost * 100} % (${percent(lost)})`;
      console.log(verdictLine(lost <= mostLost, target));
    }
  } finally {
    await world.stop();
  }
}

async function compare(world: World, connections: number): Promise<Row> {
  const plain = posting(redirectOrder, { api_key: world.apiKey });
  const requests = { without: plain, with: keyed(plain) };
  const perSecond = { without: [] as number[], with: [] as number[] };
  const load = { url: world.gatewayUrl, connections };
  for (const request of Object.values(requests)) await measure({ ...load, request, seconds: warmUpSeconds });
  for (let round = 0; round < rounds; round += 1) {
    // Who begins takes turns: what is measured second finds a larger table.
    const order = round % 2 === 0 ? (["without", "with"] as const) : (["with", "without"] as const);
    for (const name of order) {
      const measured = await measure({ ...load, request: requests[name], seconds: secondsEach });
      if (measured.failures > 0) throw new Error(`${measured.failures} answers failed (${name})`);
      perSecond[name].push(measured.requestsPerSecond);
    }
  }
  const ratios = perSecond.with.map((one, round) => one / (perSecond.without[round] ?? Number.NaN));
  return {
    connections,
    without: median(perSecond.without),
    with: median(perSecond.with),
    lost: 1 - median(ratios),
  };
}

/** Every request has a key of its own. */
const keyed = (request: Request): Request => ({
  ...request,
  setupRequest: (one) => {
    const made = request.setupRequest?.(one) ?? one;
    return { ...made, headers: { ...made.headers, "idempotency-key": randomUUID() } };
  },
});

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const table = (rows: readonly Row[]): string =>
  aligned([
    ["connections", "without the header", "with it", "lost"],
    ...rows.map((row) => [
      String(row.connections),
      row.without.toFixed(0),
      row.with.toFixed(0),
      percent(row.lost),
    ]),
  ]);
