/** What the bare route's process is told by the one that starts it. */
export interface BareRouteConfig {
  readonly databaseUrl: string;
  readonly port: number;
}

export function readBareRouteConfig(): BareRouteConfig {
  const databaseUrl = process.env["BENCH_DATABASE_URL"];
  const port = Number(process.env["BENCH_PORT"]);
  if (databaseUrl === undefined || !Number.isInteger(port)) {
    throw new Error("BENCH_DATABASE_URL and BENCH_PORT are needed: start the bench with npm run bench");
  }
  return { databaseUrl, port };
}

export const bareRouteEnvironment = (config: BareRouteConfig): Record<string, string> => ({
  BENCH_DATABASE_URL: config.databaseUrl,
  BENCH_PORT: String(config.port),
});
