import { parseArgs } from "node:util";
import { assertWhole, incidentsIn } from "./after-fuzz.ts";
import { faultText, fuzz } from "./fuzz.ts";
import { fuzzWorld } from "./fuzz-world.ts";

/** `npm run fuzz -- --cases N --seed S`: see docs/security/fuzzing.md. */
const { values } = parseArgs({
  options: { cases: { type: "string", default: "100000" }, seed: { type: "string", default: "20261121" } },
});
const cases = Number(values.cases);
const seed = Number(values.seed);
if (!(Number.isSafeInteger(cases) && cases > 0 && Number.isSafeInteger(seed))) {
  console.error("usage: npm run fuzz -- --cases N --seed S (whole numbers)");
  process.exit(2);
}
const mostShown = 50;

const { world, line, stop } = await fuzzWorld();
try {
  const begunAt = performance.now();
  const seconds = (): string => `${((performance.now() - begunAt) / 1_000).toFixed(0).padStart(5)} s`;
  const result = await fuzz(world, line, {
    cases,
    seed,
    say: (text) => console.log(`${seconds()}  ${text}`),
  });
  const incidents = incidentsIn(world.gatewayLog());
  for (const fault of result.faults.slice(0, mostShown)) console.log(faultText(fault));
  for (const incident of incidents.slice(0, mostShown)) console.log(incident.slice(0, 2_000));
  await assertWhole(world);
  const { memory } = result;
  console.log(
    JSON.stringify({
      cases: result.cases,
      seed,
      faults: result.faults.length,
      incidents: incidents.length,
      statuses: Object.fromEntries([...result.statuses].toSorted(([one], [other]) => one - other)),
      memory,
    }),
  );
  if (result.faults.length + incidents.length > 0) process.exitCode = 1;
} finally {
  await stop();
}
