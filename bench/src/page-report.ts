import { aligned, verdictLine } from "./table.ts";
import type { Paint } from "./painted-page.ts";

/** Medians over the rounds. */
export interface PageRow {
  readonly name: string;
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly bareRequestsPerSecond: number;
  readonly bareP50Ms: number;
  readonly ratio: number;
}

const leastRatio = 0.5;

const columns = ["page", "conns", "req/s", "p50 ms", "bare req/s", "bare p50", "ratio"];

export const pageTable = (
  rows: readonly PageRow[],
  painted: { readonly gateway: Paint; readonly bare: Paint },
): string =>
  [
    aligned([
      columns,
      ...rows.map((row) => [
        row.name,
        String(row.connections),
        row.requestsPerSecond.toFixed(0),
        row.p50Ms.toFixed(2),
        row.bareRequestsPerSecond.toFixed(0),
        row.bareP50Ms.toFixed(2),
        row.ratio.toFixed(2),
      ]),
    ]),
    aligned([
      ["in a browser", "first byte ms", "painted ms", "loaded ms"],
      ...Object.entries(painted).map(([name, paint]) => [
        name,
        paint.firstByteMs.toFixed(1),
        paint.paintedMs.toFixed(1),
        paint.loadedMs.toFixed(1),
      ]),
    ]),
  ].join("\n\n");

export const pageVerdicts = (rows: readonly PageRow[]): string =>
  rows
    .map(({ name, connections, ratio }) =>
      verdictLine(
        ratio >= leastRatio,
        `${name} ≥ ${leastRatio} of the bare route at ${connections} connections`,
      ),
    )
    .join("\n");
