import { run } from "node:test";
import { spec } from "node:test/reporters";
import { relative } from "node:path";
import { root } from "./support/paths.ts";

/**
 * Runs test files in the given order, each in a process of its own, so many at once as the first argument says; tells of
 * every test, and in the end of the files that took longest.
 */
const [atOnce = "1", ...files] = process.argv.slice(2);
/** A file that hangs must not hang the whole run. */
const mostMs = 20 * 60_000;
const listedAtMost = 10;

const durationsMs = new Map<string, number>();
const events = run({ files, concurrency: Number(atOnce), timeout: mostMs, cwd: root });
events.on("test:fail", () => {
  process.exitCode = 1;
});
events.on("test:complete", ({ name, file, details }) => {
  // A file is a test as well, which bears its path as its name.
  if (file !== undefined && relative(root, file) === name) durationsMs.set(name, details.duration_ms);
});
const told = events.compose(spec);
told.pipe(process.stdout, { end: false });
told.once("end", () => {
  const slowest = [...durationsMs].toSorted(([, a], [, b]) => b - a).slice(0, listedAtMost);
  const totalMs = [...durationsMs.values()].reduce((sum, durationMs) => sum + durationMs, 0);
  console.log(`\nthe slowest of ${durationsMs.size} files`);
  for (const [path, durationMs] of slowest) tell(durationMs, path);
  tell(totalMs, "all files together");
});

function tell(durationMs: number, what: string): void {
  console.log(`${(durationMs / 1_000).toFixed(1).padStart(8)} s  ${what}`);
}
