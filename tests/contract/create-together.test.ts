import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { assertAccepted } from "../support/expectations.ts";
import { newOrderId, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: orders that come at the same moment share a transaction, and nothing else: none waits for, or fails with, another.

const world = await startWorld();
const own = new pg.Client({ connectionString: world.databaseUrl });
await own.connect();
after(async () => {
  await own.end();
  await world.stop();
});

const atOnce = 40;
const newIds = (count: number): string[] => Array.from({ length: count }, () => newOrderId());

async function create(orderId: string): Promise<void> {
  assertAccepted(await world.api("POST", "/orders", redirectOrder({ order_id: orderId })));
}

/** In how many transactions the orders were written. */
async function transactionsOf(orderIds: readonly string[]): Promise<number> {
  const rows = await world.sql("select xmin::text from orders where order_id = any($1)", [orderIds]);
  assert.equal(rows.length, orderIds.length);
  return new Set(rows.map(({ xmin }) => xmin)).size;
}

test("orders that come at the same moment are written in fewer transactions than there are orders", async () => {
  for (let round = 1; ; round += 1) {
    const orderIds = newIds(atOnce);
    await Promise.all(orderIds.map(create));
    if ((await transactionsOf(orderIds)) < atOnce) return;
    assert.ok(round < 25, "no two orders ever shared a transaction");
  }
});

test("an order that has to wait for a lock keeps none that came with it waiting, and is written in the end", async () => {
  const [taken = "", wanted = "", ...others] = newIds(atOnce);
  await create(taken);
  await own.query("begin");
  // Whoever wants this id waits until it is known whether it stays taken.
  await own.query("update orders set order_id = $2 where order_id = $1", [taken, wanted]);
  let isWritten = false;
  const waiting = create(wanted).then(() => {
    isWritten = true;
  });
  await Promise.all(others.map(create));
  assert.equal(isWritten, false);
  await own.query("rollback");
  await waiting;
  await transactionsOf([taken, wanted, ...others]);
});
