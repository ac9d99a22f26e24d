import { aligned, verdictLine } from "./table.ts";

export interface ListRow {
  readonly name: string;
  /** Medians over the rounds of each round's p50. */
  readonly smallMs: number;
  readonly largeMs: number;
  /** How many lines the page had: fewer than a whole one is less work. */
  readonly smallLines: number;
  readonly largeLines: number;
}

/** Of a page at a million orders, in pages at ten thousand. */
const mostGrowth = 1.5;

const columns = ["page", "10 k lines", "10 k p50 ms", "1 M lines", "1 M p50 ms", "growth"];

/** A page that has more lines at a million is held against a whole page at ten thousand. */
const isSameWork = (row: ListRow): boolean => row.smallLines === row.largeLines;

function growth(row: ListRow, rows: readonly ListRow[]): number {
  const base = isSameWork(row) ? row : rows.find((other) => other.smallLines >= row.largeLines);
  return row.largeMs / (base?.smallMs ?? Number.NaN);
}

export const listTable = (rows: readonly ListRow[]): string =>
  aligned([
    columns,
    ...rows.map((row) => [
      row.name,
      String(row.smallLines),
      row.smallMs.toFixed(2),
      String(row.largeLines),
      row.largeMs.toFixed(2),
      growth(row, rows).toFixed(2),
    ]),
  ]);

export const listVerdicts = (rows: readonly ListRow[]): string =>
  rows
    .map((row) =>
      verdictLine(
        growth(row, rows) <= mostGrowth,
        `${row.name}: p50 at 1 million ≤ ${mostGrowth} of ${isSameWork(row) ? "" : "a whole page at "}10 thousand`,
      ),
    )
    .join("\n");
