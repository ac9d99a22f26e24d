/**
 * Ranges of numbers, each with a country, found by bisection. A table of all IPv4
 * networks has some 300 000 rows: numbers lie in typed arrays, and every country
 * is one string.
 */
export interface Range {
  readonly first: number;
  readonly last: number;
  readonly country: string;
}

/** The country of the range that holds the number, or null. */
export type RangeTable = (number: number) => string | null;

/** Ranges may share an end, where rounding made two of them touch: it belongs to the later. None lies in another. */
export function createRangeTable(ranges: readonly Range[]): RangeTable {
  const sorted = ranges.toSorted((one, other) => one.first - other.first);
  const firsts = Float64Array.from(sorted, ({ first }) => first);
  const lasts = Float64Array.from(sorted, ({ last }) => last);
  const countries = sorted.map(({ country }) => country);
  return (number) => {
    const index = lastNotAbove(firsts, number);
    const last = lasts[index];
    return last !== undefined && number <= last ? (countries[index] ?? null) : null;
  };
}

/** Index of the last element that is not above the number; -1 where all are. */
function lastNotAbove(sorted: Float64Array, number: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= number) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
