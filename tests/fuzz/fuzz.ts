import { readFile } from "node:fs/promises";
import fc from "fast-check";
import type { World } from "../support/world.ts";
import { apiSurface, type Description, readDescription } from "./api-surface.ts";
import type { FuzzCase, Surface } from "./fuzz-case.ts";
import { faultOf } from "./judge-answer.ts";
import { messageSurface } from "./message-surface.ts";
import type { OverheardLine } from "./overheard-line.ts";
import { pageSurface } from "./page-surface.ts";
import { createSender, type Sender } from "./send-case.ts";
import { makeTargets } from "./targets.ts";

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface Fault {
  readonly surface: string;
  readonly what: string;
  readonly sent: FuzzCase;
}

export interface FuzzResult {
  readonly cases: number;
  /** How many answers there were of each status. */
  readonly statuses: ReadonlyMap<number, number>;
  readonly faults: readonly Fault[];
  /** Resident memory of the gateway after the first and after the last batch; null where the system does not tell. */
  readonly memory: { readonly firstBytes: number; readonly lastBytes: number } | null;
}

/** So many cases meet the same orders; then there are new ones, for most of the old have ended. */
const batchSize = 500;
const connections = 12;

/** Draws requests from the seed and sends them, many at a time; judges every answer. */
export async function fuzz(world: World, line: OverheardLine, options: FuzzOptions): Promise<FuzzResult> {
  const description = await readDescription(world.gatewayUrl);
  const sender = createSender(world.gatewayUrl, connections);
  const statuses = new Map<number, number>();
  const faults: Fault[] = [];
  const memory: number[] = [];
  let sent = 0;
  try {
    for (let batch = 0; sent < options.cases; batch += 1) {
      const size = Math.min(batchSize, options.cases - sent);
      const surfaces = await surfacesOf(world, line, description);
      const drawn = draw(surfaces, size, options.seed + batch);
      await inParallel(drawn, async ([surface, one]) => {
        const fault = await judged(sender, surface, one, statuses);
        if (fault !== null) faults.push({ surface: surface.name, what: fault, sent: one });
      });
      sent += drawn.length;
      const bytes = await residentBytes(world.gatewayPid());
      if (bytes !== null) memory.push(bytes);
      options.say(`${sent} cases, ${faults.length} faults, ${megabytes(bytes)}`);
    }
  } finally {
    sender.stop();
  }
  const [firstBytes] = memory;
  const lastBytes = memory.at(-1);
  const isKnown = firstBytes !== undefined && lastBytes !== undefined;
  return { cases: sent, statuses, faults, memory: isKnown ? { firstBytes, lastBytes } : null };
}

async function surfacesOf(
  world: World,
  line: OverheardLine,
  description: Description,
): Promise<readonly Surface[]> {
  const targets = await makeTargets(world, line);
  const { values } = description;
  return [
    apiSurface(description, world.apiKey, targets.existing),
    pageSurface(targets, values),
    messageSurface(targets, values),
  ];
}

type Drawn = readonly [surface: Surface, one: FuzzCase];

/** By weight, mixed; the same ones for the same seed and the same targets. */
function draw(surfaces: readonly Surface[], size: number, seed: number): readonly Drawn[] {
  const mixed = fc.oneof(
    ...surfaces.map((surface) => ({
      weight: surface.weight,
      arbitrary: surface.cases.map((one): Drawn => [surface, one]),
    })),
  );
  return fc.sample(mixed, { numRuns: size, seed });
}

async function judged(
  sender: Sender,
  surface: Surface,
  one: FuzzCase,
  statuses: Map<number, number>,
): Promise<string | null> {
  const sent = await sender.send(one);
  if (sent.kind === "answered") {
    statuses.set(sent.answer.status, (statuses.get(sent.answer.status) ?? 0) + 1);
  }
  return faultOf(sent, surface);
}

async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await act(item);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** Linux tells it under /proc; elsewhere nobody asks. */
async function residentBytes(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1_024;
}

const megabytes = (bytes: number | null): string =>
  bytes === null ? "memory unknown" : `${Math.round(bytes / 1_048_576)} MB`;

/** A fault as somebody needs it who wants to see it again. */
export function faultText({ surface, what, sent }: Fault): string {
  const body = sent.body === null ? "" : ` ${sent.body.toString("utf8").slice(0, 1_500)}`;
  return `${surface}: ${what}: ${sent.method} ${sent.path.slice(0, 300)} ${JSON.stringify(sent.headers).slice(0, 300)}${body}`;
}
