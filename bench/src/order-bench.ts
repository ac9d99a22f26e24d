import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { newOrderId, redirectOrder } from "../../tests/support/orders.ts";
import { createDatabase } from "../../tests/support/postgres.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import { startBareServer } from "./bare-server.ts";
import { bareRouteEnvironment } from "./config.ts";
import { followUpRequest, followUps, prepareOrders } from "./follow-ups.ts";
import { type Load, measure } from "./load.ts";
import { type Row, table, verdicts } from "./report.ts";
import { type Workload, workloads } from "./workloads.ts";

/**
 * The gateway and a bare route on one PostgreSQL, one after the other for each
 * kind of request and number of connections. Durability of the database is off
 * for both: the ratio is what counts.
 */
const connectionCounts = [1, 32, 128];
const secondsEach = 3;
const warmUpSeconds = 2;
/** Every order is refunded or captured once: so many must be paid before. */
const followUpLoads = [
  { connections: 1, requests: 300 },
  { connections: 32, requests: 1_500 },
];

export async function benchOrders(postgresUrl: string): Promise<void> {
  const database = await createDatabase(postgresUrl);
  const world = await startWorld({ postgresUrl, logLevel: "warn" });
  try {
    const bare = await startBareServer("bare-route.ts", (port) =>
      bareRouteEnvironment({ databaseUrl: database.url, port }),
    );
    try {
      await run(world, bare.url);
    } finally {
      await bare.stop();
    }
  } finally {
    await world.stop();
  }
}

async function run(world: World, bareUrl: string): Promise<void> {
  const existingOrderId = newOrderId("bench");
  await world.api("POST", "/orders", redirectOrder({ order_id: existingOrderId }));
  const memoryBefore = await residentMegabytes(world.gatewayPid());
  const rows: Row[] = [];
  for (const workload of workloads) {
    await world.controls.policy(workload.issuerPolicy);
    const request = workload.request(world.apiKey, existingOrderId);
    await measure({ url: world.gatewayUrl, request, connections: 8, seconds: warmUpSeconds });
    for (const connections of connectionCounts) {
      rows.push(
        await compare(
          workload,
          { url: world.gatewayUrl, request, connections, seconds: secondsEach },
          bareUrl,
        ),
      );
      console.log(`measured ${workload.name} at ${connections}`);
    }
  }
  for (const followUp of followUps) {
    for (const { connections, requests } of followUpLoads) {
      const orderIds = await prepareOrders(world, followUp, requests);
      const request = followUpRequest(followUp, world.apiKey, orderIds);
      rows.push(await compare(followUp, { url: world.gatewayUrl, request, connections, requests }, bareUrl));
      console.log(`measured ${followUp.name} at ${connections}`);
    }
  }
  const memoryAfter = await residentMegabytes(world.gatewayPid());
  console.log(`\n${table(rows)}`);
  console.log(`\nresident memory of the gateway: ${memoryBefore} MB before, ${memoryAfter} MB after`);
  console.log(`\n${verdicts(rows, memoryAfter)}`);
}

async function compare(
  workload: Pick<Workload, "name" | "bareRequest">,
  load: Load,
  bareUrl: string,
): Promise<Row> {
  const bare = await measure({ ...load, url: bareUrl, request: workload.bareRequest });
  const gateway = await measure(load);
  return { workload: workload.name, connections: load.connections, gateway, bare };
}

async function residentMegabytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Math.round(Number(stdout.trim()) / 1_024);
}
