import { textAt } from "../../tests/support/json.ts";
import { redirectOrder } from "../../tests/support/orders.ts";
import { startWorld, type World } from "../../tests/support/world.ts";
import { startBareServer } from "./bare-server.ts";
import { barePageEnvironment } from "./config.ts";
import { type Load, measure, median } from "./load.ts";
import { type PageRow, pageTable, pageVerdicts } from "./page-report.ts";
import { medianPaint } from "./painted-page.ts";

/**
 * `npm run bench -- page`: the card page, alone and with all that a browser
 * without a cache asks for, beside a bare route that serves the very same bytes
 * from memory; in turns, so that a busy moment of the machine strikes both. And
 * both in a real browser, until it has painted and loaded everything.
 */
const connectionCounts = [1, 64];
const rounds = 5;
const secondsEach = 2;
const warmUpSeconds = 3;

export async function benchPage(postgresUrl: string): Promise<void> {
  const world = await startWorld({ postgresUrl, logLevel: "warn" });
  try {
    const pageUrl = await cardPage(world);
    const assetUrls = await assetsOf(pageUrl);
    const copyOf = [pageUrl, ...assetUrls];
    const bare = await startBareServer("bare-page.ts", (port) => barePageEnvironment({ port, copyOf }));
    try {
      await run({ pageUrl, assetUrls, bareUrl: bare.url });
    } finally {
      await bare.stop();
    }
  } finally {
    await world.stop();
  }
}

interface Pages {
  readonly pageUrl: string;
  readonly assetUrls: readonly string[];
  readonly bareUrl: string;
}

async function run({ pageUrl, assetUrls, bareUrl }: Pages): Promise<void> {
  const { origin } = new URL(pageUrl);
  const rows: PageRow[] = [];
  for (const [name, urls] of [
    ["page", [pageUrl]],
    ["page with its files", [pageUrl, ...assetUrls]],
  ] as const) {
    const request = urls.map((url) => ({ method: "GET" as const, path: pathOf(url), headers: {} }));
    for (const url of [origin, bareUrl]) {
      await measure({ url, request, connections: 8, seconds: warmUpSeconds });
    }
    for (const connections of connectionCounts) {
      rows.push(await compare(name, { url: origin, request, connections, seconds: secondsEach }, bareUrl));
      console.log(`measured ${name} at ${connections}`);
    }
  }
  const painted = {
    gateway: await medianPaint(pageUrl),
    bare: await medianPaint(`${bareUrl}${pathOf(pageUrl)}`),
  };
  console.log(`\n${pageTable(rows, painted)}\n\n${pageVerdicts(rows)}`);
}

const pathOf = (url: string): string => `${new URL(url).pathname}${new URL(url).search}`;

async function compare(name: string, load: Load, bareUrl: string): Promise<PageRow> {
  const gateway = { requestsPerSecond: [] as number[], p50Ms: [] as number[] };
  const bare = { requestsPerSecond: [] as number[], p50Ms: [] as number[] };
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ofBare = await measure({ ...load, url: bareUrl });
    const ofGateway = await measure(load);
    if (ofBare.failures + ofGateway.failures > 0) throw new Error(`answers to ${name} failed`);
    for (const [kept, one] of [
      [bare, ofBare],
      [gateway, ofGateway],
    ] as const) {
      kept.requestsPerSecond.push(one.requestsPerSecond);
      kept.p50Ms.push(one.p50Ms);
    }
    ratios.push(ofGateway.requestsPerSecond / ofBare.requestsPerSecond);
  }
  return {
    name,
    connections: load.connections,
    requestsPerSecond: median(gateway.requestsPerSecond),
    p50Ms: median(gateway.p50Ms),
    bareRequestsPerSecond: median(bare.requestsPerSecond),
    bareP50Ms: median(bare.p50Ms),
    ratio: median(ratios),
  };
}

async function cardPage(world: World): Promise<string> {
  const { status, body, text } = await world.api("POST", "/orders", redirectOrder());
  if (status !== 200) throw new Error(`the order of the page was not made: ${text}`);
  return textAt(body, "data", "payment_url");
}

/** What a browser loads for the page: all are addressed by the page itself. */
async function assetsOf(pageUrl: string): Promise<readonly string[]> {
  const html = await (await fetch(pageUrl)).text();
  const found = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? "");
  // What stands behind the # names a part of the file and is not sent.
  const paths = found.map((path) => path.replace(/#.*$/, ""));
  return [...new Set(paths)].map((path) => new URL(path, pageUrl).href);
}
