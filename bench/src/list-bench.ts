import { merchantApi } from "../../tests/support/api.ts";
import { listAt, textAt } from "../../tests/support/json.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import { generateOrders } from "./generated-orders.ts";
import { type ListRow, listTable, listVerdicts } from "./list-report.ts";
import { deepUntil, type Listing, listings } from "./listings.ts";
import { measure, median } from "./load.ts";

/**
 * `npm run bench -- lists`: pages of GET /transactions at ten thousand and at a
 * million orders on one PostgreSQL, in turns, so that a busy moment of the
 * machine strikes both. One connection: what counts is the time of a page.
 */
const counts = { small: 10_000, large: 1_000_000 };
const rounds = 5;
const secondsEach = 1;

interface Books {
  readonly world: World;
  readonly keys: Readonly<Record<Listing["site"], string>>;
  readonly listings: readonly Listing[];
}

export async function benchLists(postgresUrl: string): Promise<void> {
  const small = await startBooks(postgresUrl, counts.small);
  try {
    const large = await startBooks(postgresUrl, counts.large);
    try {
      const rows = await compareAll(small, large);
      console.log(`\n${listTable(rows)}\n\n${listVerdicts(rows)}`);
    } finally {
      await large.world.stop();
    }
  } finally {
    await small.world.stop();
  }
}

async function startBooks(postgresUrl: string, count: number): Promise<Books> {
  const world = await startWorld({ postgresUrl, logLevel: "warn" });
  try {
    const startedAt = performance.now();
    const keys = await generateOrders(world, count);
    const [size] = await world.sql("select pg_size_pretty(pg_database_size(current_database())) as size");
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    console.log(`generated ${count} orders in ${seconds} s, ${String(size?.["size"])}`);
    const now = await world.clock.now();
    const answer = await world.api("GET", `/transactions?limit=1&created_until=${deepUntil(now)}`);
    const deepCursor = textAt(answer.body, "pager", "cursor", "after");
    return { world, keys: { main: world.apiKey, ...keys }, listings: listings(now, deepCursor) };
  } catch (error) {
    await world.stop();
    throw error;
  }
}

async function compareAll(small: Books, large: Books): Promise<readonly ListRow[]> {
  const rows: ListRow[] = [];
  for (const [index, largeListing] of large.listings.entries()) {
    const smallListing = small.listings[index];
    if (smallListing === undefined) throw new Error("both books are asked for the same pages");
    const smallMs: number[] = [];
    const largeMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      smallMs.push(await p50Of(small, smallListing));
      largeMs.push(await p50Of(large, largeListing));
    }
    rows.push({
      name: largeListing.name,
      smallMs: median(smallMs),
      largeMs: median(largeMs),
      smallLines: await linesOf(small, smallListing),
      largeLines: await linesOf(large, largeListing),
    });
    console.log(`measured ${largeListing.name}`);
  }
  return rows;
}

async function p50Of({ world, keys }: Books, { name, query, site }: Listing): Promise<number> {
  const { p50Ms, failures } = await measure({
    url: world.gatewayUrl,
    connections: 1,
    seconds: secondsEach,
    request: {
      method: "GET",
      path: `/v1/json/transactions?${query}`,
      headers: { api_key: keys[site] },
    },
  });
  if (failures > 0) throw new Error(`${failures} answers to ${name} failed`);
  return p50Ms;
}

async function linesOf({ world, keys }: Books, { query, site }: Listing): Promise<number> {
  const answer = await merchantApi(world.gatewayUrl, keys[site])("GET", `/transactions?${query}`);
  return listAt(answer.body, "data").length;
}
