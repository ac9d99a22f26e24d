import autocannon, { type Request } from "autocannon";

export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 2xx, and requests without an answer. */
  readonly failures: number;
}

/** As long as it says, or as many requests. */
export type Load = {
  readonly url: string;
  readonly connections: number;
  /** One, or several that a connection sends in turn. */
  readonly request: Request | readonly Request[];
} & ({ readonly seconds: number } | { readonly requests: number });

export async function measure(load: Load): Promise<Measurement> {
  const durationsMs: number[] = [];
  const startedAt = performance.now();
  let lastAt = startedAt;
  const run = autocannon({
    url: load.url,
    connections: load.connections,
    ...("seconds" in load ? { duration: load.seconds } : { amount: load.requests }),
    requests: [load.request].flat(),
  });
  // autocannon's own histogram counts whole milliseconds; most of ours are below one.
  run.on("response", (_client: unknown, _status: number, _bytes: number, durationMs: number) => {
    durationsMs.push(durationMs);
    lastAt = performance.now();
  });
  const result = await run;
  const sorted = durationsMs.toSorted((a, b) => a - b);
  return {
    // autocannon looks once a second whether its amount is reached, and counts until then.
    requestsPerSecond: (sorted.length * 1_000) / (lastAt - startedAt),
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    failures: result.errors + result.timeouts + result.non2xx,
  };
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

export const median = (values: readonly number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
