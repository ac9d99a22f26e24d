import type { Measurement } from "./load.ts";
import { aligned, verdictLine } from "./table.ts";

export interface Row {
  readonly workload: string;
  readonly connections: number;
  readonly gateway: Measurement;
  readonly bare: Measurement;
}

const columns = [
  "workload",
  "conns",
  "req/s",
  "p50 ms",
  "p99 ms",
  "bare req/s",
  "bare p50",
  "ratio",
  "failures",
];

export const table = (rows: readonly Row[]): string => aligned([columns, ...rows.map(cellsOf)]);

const cellsOf = ({ workload, connections, gateway, bare }: Row): readonly string[] => [
  workload,
  String(connections),
  gateway.requestsPerSecond.toFixed(0),
  gateway.p50Ms.toFixed(2),
  gateway.p99Ms.toFixed(2),
  bare.requestsPerSecond.toFixed(0),
  bare.p50Ms.toFixed(2),
  ratio(gateway, bare).toFixed(2),
  String(gateway.failures + bare.failures),
];

const ratio = (gateway: Measurement, bare: Measurement): number =>
  gateway.requestsPerSecond / bare.requestsPerSecond;

interface Target {
  readonly text: string;
  /** Null where the run measured nothing to judge it by. */
  readonly isMet: (rows: readonly Row[], gatewayMemoryMb: number) => boolean | null;
}

const rowOf = (rows: readonly Row[], workload: string, connections: number): Row | undefined =>
  rows.find((row) => row.workload === workload && row.connections === connections);

const ratioAtLeast = (workload: string, least: number): Target => ({
  text: `${workload} ≥ ${least} of the bare route at 32 connections`,
  isMet(rows) {
    const row = rowOf(rows, workload, 32);
    return row === undefined ? null : ratio(row.gateway, row.bare) >= least;
  },
});

const targets: readonly Target[] = [
  ratioAtLeast("redirect create", 0.6),
  ratioAtLeast("direct, no 3-D Secure", 0.25),
  {
    text: "p50 of a redirect create ≤ 3 ms above the bare route at 1 connection",
    isMet(rows) {
      const row = rowOf(rows, "redirect create", 1);
      return row === undefined ? null : row.gateway.p50Ms - row.bare.p50Ms <= 3;
    },
  },
  { text: "resident memory of the gateway ≤ 250 MB after the run", isMet: (_, memoryMb) => memoryMb <= 250 },
];

export const verdicts = (rows: readonly Row[], gatewayMemoryMb: number): string =>
  targets.map((target) => verdictLine(target.isMet(rows, gatewayMemoryMb), target.text)).join("\n");
