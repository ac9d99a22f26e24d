import { after, test } from "node:test";
import fc from "fast-check";
import { readTestConfig } from "../support/config.ts";
import { startWorld } from "../support/world.ts";
import { assertBooksEqual, assertLedgerProved, assertNothingPending, holdings } from "./books.ts";
import { captureCommands } from "./captures.ts";
import { cardCommands } from "./card-orders.ts";
import { clockCommands } from "./clock-commands.ts";
import { type Model, type Play, letHappen, look, startPlay } from "./play.ts";
import { providerCommands } from "./provider-orders.ts";
import { refundCommands } from "./refunds.ts";
import { retryCommands } from "./retries.ts";
import { reviewCommands } from "./reviews.ts";
import { mayBeShipped, shipped, updateCommands } from "./updates.ts";

// Goal: whatever shops, shoppers, issuers, banks and time do, in whatever order, an order is what the contract says, and
// in the end the acquirer, the bank and we hold the same money. Method: random sequences of commands against the
// running gateway, each reckoned by a model of its own, and looked at after every step; then everything that is due is
// let happen. Orders belong to one run, so a run that fails can be made shorter. Contract: statuses.md, refunds.md.

const world = await startWorld();
after(() => world.stop());
const { seed, runs } = readTestConfig().model;

const daySeconds = 86_400;
/** Beyond the longest of all times, a page's thirty days. */
const monthsEnd = [30 * daySeconds, 8 * daySeconds];

/** A run that failed leaves what it had begun: it ends before another begins. */
async function endAll(): Promise<void> {
  await world.controls.clearFaults();
  for (const seconds of monthsEnd) await world.clock.advance(seconds);
}

async function endWell(model: Model, play: Play): Promise<void> {
  for (const [index, order] of model.orders.entries()) {
    // A pay-later provider pays once the goods have left, and not before.
    if (order.settlement === "uncleared" && mayBeShipped(order)) {
      model.orders[index] = await shipped(order, play);
    }
  }
  await letHappen(model, play);
  await endAll();
  await look(model, play);
}

test("whatever happens to orders, statuses, sums and the books of both sides agree", async (context) => {
  let hasFailed = false;
  const commands = fc.commands(
    [
      ...cardCommands,
      ...providerCommands,
      ...captureCommands,
      ...reviewCommands,
      ...refundCommands,
      ...refundCommands,
      ...updateCommands,
      ...retryCommands,
      ...clockCommands,
    ],
    { size: "max", maxCommands: 80 },
  );
  const run = async (drawn: Iterable<fc.AsyncCommand<Model, Play>>): Promise<void> => {
    if (hasFailed) await endAll();
    hasFailed = true;
    const before = await holdings(world);
    const model: Model = { orders: [], keptCards: [] };
    const play = startPlay(world);
    await fc.asyncModelRun(() => ({ model, real: play }), drawn);
    await endWell(model, play);
    await assertNothingPending(world, model.orders);
    await assertBooksEqual(world, model.orders, before);
    hasFailed = false;
  };
  const property = fc.asyncProperty(commands, run);
  await fc.assert(property, { numRuns: runs, seed });
  context.diagnostic(`${runs} runs of seed ${seed}`);
});

test("after all runs the ledger proves itself", async () => {
  await assertLedgerProved(world);
});
