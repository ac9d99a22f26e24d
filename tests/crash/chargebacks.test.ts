import assert from "node:assert/strict";
import { after, test } from "node:test";
import pg from "pg";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { directOrderWithout3ds } from "../support/orders.ts";
import type { Dispute } from "../support/simulator-controls.ts";
import { startWorld } from "../support/world.ts";
import { type Placed, startLedger } from "./ledger.ts";

// Goal: whenever the gateway dies while it is told of a dispute, the dispute is booked once. Method: the advice is held
// up at each step, the process is killed there, and the next one hears of it again; then both books are compared.
// Protocol: docs/protocols/card-link.md, "Dispute advice".

const world = await startWorld();
after(() => world.stop());
const { api, controls } = world;
const ledger = startLedger(world);

async function sell(prefix: string): Promise<Placed & { readonly rrn: string }> {
  const order = ledger.place(prefix);
  const body = directOrderWithout3ds({ order_id: order.orderId, amount: order.amountMinor });
  assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "completed");
  const { entries } = await controls.books();
  const sale = entries.find((entry) => entry.amountMinor === order.amountMinor);
  return { ...order, rrn: sale?.rrn ?? assert.fail("nothing is booked") };
}

/** Once the gateway has acknowledged what there is to tell. */
const settled = async ({ id }: Dispute): Promise<Dispute> =>
  await eventually("the gateway acknowledges the dispute", async () => {
    const dispute = (await controls.disputes()).find((one) => one.id === id);
    return dispute === undefined || dispute.isPending ? null : dispute;
  });

const chargedback = async (orderId: string): Promise<true> =>
  await eventually("the chargeback is committed", async () =>
    (await statusesOf(api, orderId)) === "chargedback/completed" ? true : null,
  );

test("killed after the commit and before the acknowledgement arrives: told again, booked once", async () => {
  const { orderId, rrn } = await sell("committed");
  await controls.fault({ kind: "acknowledgement-lost", count: 1_000 });
  const dispute = await controls.raiseDispute({ rrn });
  await chargedback(orderId);
  await world.killGateway();
  await controls.clearFaults();
  await world.restartGateway();
  assert.equal((await settled(dispute)).chargebackAnswer, "00");
  await ledger.assertEqualToBooks();
});

test("killed while the chargeback waits to be written: nothing is acknowledged, told again, booked once", async () => {
  const { orderId, rrn } = await sell("waiting");
  const holder = new pg.Client({ connectionString: world.databaseUrl });
  await holder.connect();
  try {
    await holder.query("begin");
    await holder.query("select from orders where order_id = $1 for update", [orderId]);
    const dispute = await controls.raiseDispute({ rrn });
    await eventually("the gateway waits for the order", async () => {
      const waiting = await world.sql(
        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return waiting.length > 0 ? true : null;
    });
    assert.equal((await controls.disputes()).find(({ id }) => id === dispute.id)?.chargebackAnswer, null);
    await world.killGateway();
    await holder.query("rollback");
    await world.restartGateway();
    assert.equal((await settled(dispute)).chargebackAnswer, "00");
  } finally {
    await holder.end();
  }
  await ledger.assertEqualToBooks();
});

test("disputed and won while no gateway runs: both are told, in their order, to the next one", async () => {
  const { orderId, rrn } = await sell("away");
  await world.killGateway();
  const dispute = await controls.raiseDispute({ rrn, amountMinor: 700 });
  await controls.winDispute(dispute.id);
  await world.restartGateway();
  assert.equal((await settled(dispute)).reversalAnswer, "00");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  await ledger.assertEqualToBooks();
});

test("killed before the end of a dispute is acknowledged: the money is back once", async () => {
  const { orderId, rrn } = await sell("won");
  const dispute = await controls.raiseDispute({ rrn });
  await settled(dispute);
  await controls.fault({ kind: "acknowledgement-lost", count: 1_000 });
  await controls.winDispute(dispute.id);
  await eventually("the end is committed", async () =>
    (await statusesOf(api, orderId)) === "completed/completed" ? true : null,
  );
  await world.killGateway();
  await controls.clearFaults();
  await world.restartGateway();
  assert.equal((await settled(dispute)).reversalAnswer, "00");
  await ledger.assertEqualToBooks();
});

test("twenty disputes at once while the gateway is killed: each is booked once", async () => {
  const sold = [];
  for (let number = 0; number < 20; number += 1) sold.push(await sell(`many-${number}`));
  const raised = await Promise.all(sold.map(({ rrn }) => controls.raiseDispute({ rrn })));
  await world.killGateway();
  await world.restartGateway();
  for (const dispute of raised) assert.equal((await settled(dispute)).chargebackAnswer, "00");
  await ledger.assertEqualToBooks();
});
