import { availableParallelism } from "node:os";
import { startChild, type Child } from "./support/child.ts";
import { browserExecutable } from "./support/browser.ts";
import { inheritedEnvironment, testEnvironment } from "./support/config.ts";
import { createTemplate } from "./support/database-template.ts";
import { fromRoot, root } from "./support/paths.ts";
import { startPostgres } from "./support/postgres.ts";
import { filesBelow, isTest } from "./support/sources.ts";

/**
 * `npm test`: the check, then every test that crosses a process border, on one
 * PostgreSQL for the whole run. Arguments, where given, choose the test files
 * by a part of their path and leave out the check. Nothing is left running: the
 * tests live in a process group of their own, which is ended with the run.
 */
const chosen = process.argv.slice(2);
/** Their files take long, but wait for most of it, for answers that never come: others have the processors meanwhile. */
const waiting = testsOf("crash", "operations");
const working = testsOf("browser", "model", "fuzz", "start", "migration", "security", "contract");
// Each file runs a gateway and a simulator beside itself.
const filesAtOnce = availableParallelism() + 1;
const files = alternately(waiting, working).filter(
  (path) => chosen.length === 0 || chosen.some((part) => path.includes(part)),
);

process.exitCode = chosen.length === 0 && !(await check()) ? 1 : await runSuites();

async function check(): Promise<boolean> {
  const child = startChild({
    command: process.execPath,
    args: [fromRoot("tests", "check.ts")],
    env: inheritedEnvironment(),
    cwd: root,
    passThrough: true,
  });
  return (await child.ended()).code === 0;
}

async function runSuites(): Promise<number> {
  if (files.length === 0) return nothingToRun();
  await browserExecutable();
  const postgres = await startPostgres();
  try {
    await createTemplate(postgres.url);
    return await runFiles(postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function runFiles(postgresUrl: string): Promise<number> {
  const tests = startChild({
    command: process.execPath,
    args: [fromRoot("tests", "run-files.ts"), String(filesAtOnce), ...files],
    env: testEnvironment({ postgresUrl }),
    cwd: root,
    ownGroup: true,
    passThrough: true,
  });
  const interrupt = (): void => endGroup(tests);
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    const { code } = await tests.ended();
    return code ?? 130;
  } finally {
    endGroup(tests);
  }
}

function alternately(some: readonly string[], others: readonly string[]): readonly string[] {
  const length = Math.max(some.length, others.length);
  return Array.from({ length }, (_, index) => [some[index], others[index]])
    .flat()
    .filter((path) => path !== undefined);
}

function testsOf(...suites: readonly string[]): readonly string[] {
  return suites.flatMap((suite) => filesBelow(`tests/${suite}`, isTest));
}

function nothingToRun(): number {
  console.error("no test file fits");
  return 1;
}

/** Whatever the tests started and left: gateways, simulators, browsers. */
function endGroup(child: Child): void {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is empty: all of them ended by themselves.
  }
}
