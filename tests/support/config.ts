/**
 * The environment of a test process, read in this one place. `run.ts` starts
 * one PostgreSQL and hands its address on; a test file that is run on its own
 * finds none and starts its own.
 */
export interface TestConfig {
  /** Server on which databases may be created, or null. */
  readonly postgresUrl: string | null;
}

const postgresVariable = "SLUIS_TEST_POSTGRES_URL";

export const readTestConfig = (): TestConfig => ({ postgresUrl: process.env[postgresVariable] ?? null });

export const testEnvironment = (config: { postgresUrl: string }): Record<string, string> => ({
  ...inheritedEnvironment(),
  [postgresVariable]: config.postgresUrl,
});

/**
 * What a child process may see of ours: everything but the product's own
 * variables and the marks of a surrounding node:test run, so that a
 * developer's shell cannot change the outcome of a test.
 */
export function inheritedEnvironment(): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const isOurs = name.startsWith("SLUIS_") || name === "DATABASE_URL" || name.startsWith("PG");
    if (value !== undefined && !isOurs && name !== "NODE_TEST_CONTEXT") inherited[name] = value;
  }
  return inherited;
}
