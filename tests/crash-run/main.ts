import { parseArgs } from "node:util";
import { report } from "./report.ts";
import { runSeed } from "./run.ts";

/** `npm run crash -- --seed N --minutes M`: see docs/reliability.md. */
const { values } = parseArgs({
  options: { seed: { type: "string", default: "1" }, minutes: { type: "string", default: "1" } },
});
const seed = Number(values.seed);
const minutes = Number(values.minutes);
if (!Number.isSafeInteger(seed) || seed < 0 || !(minutes > 0 && minutes <= 600)) {
  console.error("usage: npm run crash -- --seed N --minutes M (a whole number, and up to 600 minutes)");
  process.exit(2);
}
const result = await runSeed({ seed, minutes, say: (line) => console.log(line) });
console.log(report(result));
if (result.violations.length > 0) {
  console.log(`again: npm run crash -- --seed ${seed} --minutes ${minutes}`);
  process.exitCode = 1;
}
