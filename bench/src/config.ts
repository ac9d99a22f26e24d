/** What the bare route's process is told by the one that starts it. */
export interface BareRouteConfig {
  readonly databaseUrl: string;
  readonly port: number;
}

export function readBareRouteConfig(): BareRouteConfig {
  const databaseUrl = process.env["BENCH_DATABASE_URL"];
  if (databaseUrl === undefined) throw new Error(startedByHand);
  return { databaseUrl, port: readPort() };
}

export const bareRouteEnvironment = (config: BareRouteConfig): Record<string, string> => ({
  BENCH_DATABASE_URL: config.databaseUrl,
  BENCH_PORT: String(config.port),
});

/** The same for the process that serves copies of pages. */
export interface BarePageConfig {
  readonly port: number;
  /** What it serves a copy of, each under its own path. */
  readonly copyOf: readonly string[];
}

export const readBarePageConfig = (): BarePageConfig => ({
  port: readPort(),
  copyOf: process.env["BENCH_COPY_OF"]?.split(" ") ?? [],
});

export const barePageEnvironment = (config: BarePageConfig): Record<string, string> => ({
  BENCH_COPY_OF: config.copyOf.join(" "),
  BENCH_PORT: String(config.port),
});

function readPort(): number {
  const port = Number(process.env["BENCH_PORT"]);
  if (!Number.isInteger(port)) throw new Error(startedByHand);
  return port;
}

const startedByHand = "BENCH_DATABASE_URL and BENCH_PORT are needed: start the bench with npm run bench";
