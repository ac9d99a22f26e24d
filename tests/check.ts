import { availableParallelism } from "node:os";
import { fromRoot } from "./support/paths.ts";
import { filesBelow, isTest } from "./support/sources.ts";
import { runTasks, type Task } from "./support/task.ts";

/**
 * `npm run check`: everything that needs no server. Types, lint, format, the
 * tidy test over the sources, and the unit tests that lie beside the code.
 */
const tool = (name: string): string => fromRoot("node_modules", ".bin", name);

const types: readonly Task[] = ["gateway", "simulator", "tests", "bench"].map((project) => ({
  name: `types ${project}`,
  command: tool("tsc"),
  args: ["--noEmit", "-p", project],
}));

const nodeTest = (name: string, files: readonly string[]): Task => ({
  name,
  command: process.execPath,
  // A dot for each test that passed, and the whole story of each that did not.
  args: ["--test", "--test-reporter=dot", ...files],
});

const unitTests = [...filesBelow("gateway/src", isTest), ...filesBelow("simulator/src", isTest)];

const tasks: readonly Task[] = [
  nodeTest("unit tests", unitTests),
  ...types,
  { name: "lint", command: tool("oxlint"), args: ["--type-aware", "--deny-warnings"] },
  { name: "format", command: tool("oxfmt"), args: ["--check", "."] },
  nodeTest("tidy", filesBelow("tests/tidy", isTest)),
];

const passed = await runTasks(tasks, Math.max(2, availableParallelism()));
console.log(passed ? "check passed" : "check failed");
process.exitCode = passed ? 0 : 1;
