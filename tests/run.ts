import { startChild, type Child } from "./support/child.ts";
import { browserExecutable } from "./support/browser.ts";
import { inheritedEnvironment, testEnvironment } from "./support/config.ts";
import { fromRoot, root } from "./support/paths.ts";
import { startPostgres } from "./support/postgres.ts";
import { filesBelow, isTest } from "./support/sources.ts";

/**
 * `npm test`: the check, then every test that crosses a process border, on one
 * PostgreSQL for the whole run. Arguments, where given, choose the test files
 * by a part of their path and leave out the check. Nothing is left running: the
 * tests live in a process group of their own, which is ended with the run.
 */
const suites = [
  "contract",
  "model",
  "browser",
  "crash",
  "security",
  "fuzz",
  "migration",
  "operations",
  "start",
];
// Two at a time: each file runs a gateway and a simulator beside itself.
const filesAtOnce = 2;

const chosen = process.argv.slice(2);
const files = suites
  .flatMap((suite) => filesBelow(`tests/${suite}`, isTest))
  .filter((path) => chosen.length === 0 || chosen.some((part) => path.includes(part)));

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
  const tests = startChild({
    command: process.execPath,
    args: ["--test", `--test-concurrency=${filesAtOnce}`, "--test-reporter=spec", ...files],
    env: testEnvironment({ postgresUrl: postgres.url }),
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
    await postgres.stop();
  }
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
