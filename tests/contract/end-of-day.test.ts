import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { directOrderWithout3ds } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: the work of the house is done every midnight, also after it failed, and what is kept for a time only is gone
// after it. Method: the clock is moved; a table that is away makes the closing fail. docs/architecture.md, docs/risk.md.

const world = await startWorld();
after(() => world.stop());
const { clock } = world;
const daySeconds = 86_400;

async function numberOf(query: string): Promise<number> {
  const [row] = await world.sql(`select (${query})::int as number`);
  return Number(row?.["number"]);
}

const velocityRecords = (): Promise<number> => numberOf("select count(*) from velocity_record");
const tries = (): Promise<number> => numberOf("select tries from job where kind = 'close-day'");

const closings = async (seconds: number): Promise<number> =>
  (await clock.advance(seconds)).filter((job) => job.kind === "close-day").length;

test("what the fraud rules count is kept for thirty days and deleted at the midnight after", async () => {
  await world.commandLine("site", "set", "--site", "1", "--fraud-rules", "all");
  await world.restartGateway();
  assertAccepted(await world.api("POST", "/orders", directOrderWithout3ds()));
  assert.equal(await velocityRecords(), 1);
  await clock.advance(29 * daySeconds);
  assertAccepted(await world.api("POST", "/orders", directOrderWithout3ds()));
  assert.equal(await velocityRecords(), 2);
  await clock.advance(3 * daySeconds);
  assert.equal(await velocityRecords(), 1);
});

test("many old rows are deleted in one night", async () => {
  const before = await velocityRecords();
  await world.sql(
    `insert into velocity_record (attempt_key, at, card_fingerprint)
     select 'old-' || number, clock_timestamp() - interval '40 days', 'card' from generate_series(1, 20001) number`,
  );
  await clock.advance(daySeconds);
  assert.equal(await velocityRecords(), before);
});

test("a day that ends well does not count as a try", async () => {
  assert.ok((await closings(5 * daySeconds)) >= 4);
  assert.equal(await tries(), 0);
});

test("a closing that fails is tried again within seconds, and again until it succeeds", async () => {
  const closed = await numberOf("select count(*) from closed_day");
  await world.sql("alter table closed_day rename to closed_day_away");
  // Whatever the time of day, the first midnight is more than a day back by then.
  const failed = await closings(2 * daySeconds);
  assert.ok(failed > 5, `${failed} tries`);
  assert.equal(await tries(), failed);
  await world.sql("alter table closed_day_away rename to closed_day");
  assert.ok((await closings(3_601)) >= 1);
  assert.ok((await numberOf("select count(*) from closed_day")) >= closed + 2);
  assert.equal(await tries(), 0);
});
