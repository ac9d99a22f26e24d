import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { evidenceText, report } from "./report.ts";
import { runSeed } from "./run.ts";

/** `npm run crash -- --seed N --minutes M`: see docs/reliability.md. */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "1" },
    /** A file for everything that was judged, for whoever looks for the cause of a violation. */
    evidence: { type: "string" },
  },
});
const seed = Number(values.seed);
const minutes = Number(values.minutes);
if (!Number.isSafeInteger(seed) || seed < 0 || !(minutes > 0 && minutes <= 600)) {
  console.error("usage: npm run crash -- --seed N --minutes M (a whole number, and up to 600 minutes)");
  process.exit(2);
}
// The end of this process ends all that it started.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const begunAt = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - begunAt) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
const result = await runSeed({ seed, minutes, say });
console.log(report(result));
if (values.evidence !== undefined) await writeFile(values.evidence, evidenceText(result.evidence));
if (result.violations.length > 0) {
  console.log(`again: npm run crash -- --seed ${seed} --minutes ${minutes}`);
  process.exitCode = 1;
}
