import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/**
 * The environment of a test process, read in this one place. `run.ts` starts
 * one PostgreSQL and hands its address on; a test file that is run on its own
 * finds none and starts its own.
 */
export interface TestConfig {
  /** Server on which databases may be created, or null. */
  readonly postgresUrl: string | null;
  readonly model: ModelConfig;
  readonly fuzz: FuzzConfig;
}

/** Of the tests that play random sequences of commands. */
export interface ModelConfig {
  /** Which sequences are drawn: the same ones each time, so that a change is judged by itself and not by chance. */
  readonly seed: number;
  readonly runs: number;
}

/** Of the tests that send what nobody means. */
export interface FuzzConfig {
  readonly seed: number;
  /** How many times as many cases as usual: in step with the runs of the model. */
  readonly casesShare: number;
}

const postgresVariable = "SLUIS_TEST_POSTGRES_URL";
const seedVariable = "SLUIS_TEST_SEED";
const seedDefault = 20_261_121;
const runsVariable = "SLUIS_TEST_RUNS";
/** So many that they take about half a minute. */
const runsDefault = 25;

export function readTestConfig(): TestConfig {
  const seed = Number.parseInt(process.env[seedVariable] ?? String(seedDefault), 10);
  const runs = Number.parseInt(process.env[runsVariable] ?? String(runsDefault), 10);
  return {
    postgresUrl: process.env[postgresVariable] ?? null,
    model: { seed, runs },
    fuzz: { seed, casesShare: Math.max(1, Math.round(runs / runsDefault)) },
  };
}

/** Where Node keeps what it made of our sources: a start of any process of ours takes half the time. */
const compileCache = join(tmpdir(), `sluis-test-compile-cache-${userInfo().uid}`);

export const testEnvironment = (config: { postgresUrl: string }): Record<string, string> => ({
  ...inheritedEnvironment(),
  NODE_COMPILE_CACHE: compileCache,
  ...given(seedVariable),
  ...given(runsVariable),
  [postgresVariable]: config.postgresUrl,
});

function given(variable: string): Record<string, string> {
  const value = process.env[variable];
  return value === undefined ? {} : { [variable]: value };
}

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
