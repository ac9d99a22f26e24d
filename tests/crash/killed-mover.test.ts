import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a gateway that dies while it moves the clock of the sandbox takes no time back that anybody has seen, and what
// was to run on the way still runs, in its order. Method: the gateway ends itself between two jobs of the way.

const points = await mkdtemp(join(tmpdir(), "sluis-points-"));
const world = await startWorld({
  gatewayEnvironment: {
    NODE_OPTIONS: "--conditions=sluis-fault-points",
    SLUIS_FAULT_POINTS_DIR: points,
  },
});
after(async () => {
  await world.stop();
  await rm(points, { recursive: true, force: true });
});

const hour = 3_600;

async function place(secondsActive: number): Promise<string> {
  const orderId = newOrderId("mover");
  assertAccepted(
    await world.api("POST", "/orders", redirectOrder({ order_id: orderId, seconds_active: secondsActive })),
  );
  return orderId;
}

/** When each of the orders came to its end, in that order. */
const ends = async (orderIds: readonly string[]): Promise<readonly [order: string, at: Date][]> =>
  (
    await world.sql(
      `select order_id, at from order_history join orders on orders.key = order_key
       where order_id = any($1) and order_history.phase = 'expired' order by at`,
      [orderIds],
    )
  ).map(({ order_id: orderId, at }): [string, Date] => [String(orderId), at as Date]);

test("the clock stays where a mover that died had brought it, and the rest of the way is gone in order", async () => {
  const [third, first, second] = [await place(3 * hour), await place(hour), await place(2 * hour)];
  const orderIds = [first, second, third];
  // What is due by itself must not come to the point first.
  await world.clock.advance(1);
  const before = await world.clock.now();
  await writeFile(join(points, "queue.finish.before"), "kill");
  await assert.rejects(world.clock.advance(4 * hour));
  await world.restartGateway();

  const [seen] = await ends(orderIds);
  assert.equal(seen?.[0], first);
  const now = await world.clock.now();
  assert.ok(now >= seen[1], `${now.toISOString()} is before ${seen[1].toISOString()}, which has been`);
  assert.ok(now.getTime() - before.getTime() < 2 * hour * 1_000, "the rest of the way is still to go");

  await world.clock.advance(4 * hour);
  const ended = await ends(orderIds);
  assert.deepEqual(
    ended.map(([orderId]) => orderId),
    orderIds,
  );
  assert.ok(
    new Set(ended.map(([, at]) => Math.round(at.getTime() / 1_000))).size === 3,
    "each at its own time",
  );
});
