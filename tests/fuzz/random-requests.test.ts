import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readTestConfig } from "../support/config.ts";
import { assertWhole, incidentsIn } from "./after-fuzz.ts";
import { faultText, fuzz } from "./fuzz.ts";
import { fuzzWorld } from "./fuzz-world.ts";

// Goal: whatever is sent to any route, page or 3-D Secure and provider address, the answer is an answer or a refusal, never
// a fault of ours, and the books stay right. Method: requests drawn from the API's description and from the forms of the
// open pages, with values, members and bytes changed. `npm run fuzz` sends more of them. See docs/security/fuzzing.md.

const { seed, casesShare } = readTestConfig().fuzz;
const cases = 5_000 * casesShare;
const mostGrowthBytes = 400 * 1_048_576;

const { world, line, stop } = await fuzzWorld();
after(stop);

test(`${cases} requests that nobody means are answered, and the gateway is the one that was started`, async (t) => {
  const pid = world.gatewayPid();
  const result = await fuzz(world, line, { cases, seed, say: () => undefined });
  t.diagnostic(`${result.cases} cases of seed ${seed}: ${JSON.stringify([...result.statuses])}`);
  assert.deepEqual(result.faults.map(faultText), []);
  assert.deepEqual(incidentsIn(world.gatewayLog()), []);
  assert.equal(world.gatewayPid(), pid);
  assert.equal((await fetch(`${world.gatewayUrl}/health`)).status, 200);
  if (result.memory !== null) {
    const growth = result.memory.lastBytes - result.memory.firstBytes;
    assert.ok(growth < mostGrowthBytes, `memory has grown by ${growth} bytes`);
  }
});

test("afterwards the ledger proves itself, and no order lacks a row that belongs to it", async () => {
  await assertWhole(world);
});
