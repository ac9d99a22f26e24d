import assert from "node:assert/strict";
import { after, test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { statusesOf } from "../support/expectations.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { becomes, startBankLedger } from "./bank-ledger.ts";
import { bankOrders, dayS, debit } from "./bank-orders.ts";
import { assertProved } from "./ledger.ts";

// Goal: a gateway that is killed while the bank has its message leaves what the next one needs: nothing is begun, given
// back or reported twice, and the books of the bank equal ours.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock } = world;
const ledger = startBankLedger(world);
const { arm, atTheBank, paidBy, pay, post, refund, ship, struck } = bankOrders(world, shop.url, ledger);

async function killAnew(): Promise<void> {
  await world.killGateway();
  await world.restartGateway();
}

test("killed while a payment is begun: the next process begins the same one", async () => {
  const order = ledger.place("killed-start");
  await arm({ kind: "bank-no-answer", where: "bank-payment" });
  const lost = post(order, debit).catch(() => null);
  await struck();
  await killAnew();
  await lost;
  await becomes(world, order, "completed/completed");
  await ledger.assertEqualToBank();
});

test("killed while the shopper decides: his payment is found", async () => {
  const order = await atTheBank("killed-choice");
  await world.killGateway();
  // Neither the webhook nor the browser finds anybody.
  await pay(order.page).catch(() => null);
  await world.restartGateway();
  await becomes(world, order, "completed/completed");
  await ledger.assertEqualToBank();
});

test("killed while a refund is under way: given back once", async () => {
  const order = await paidBy("killed-refund", "IDEAL");
  await refund(order, order.amountMinor);
  await arm({ kind: "bank-no-answer", where: "bank-refund" });
  const night = clock.advance(dayS).catch(() => null);
  await eventually("the bank gives back", async () =>
    (await ledger.payment(order))?.refundedMinor === order.amountMinor ? true : null,
  );
  await killAnew();
  await night;
  // What the dead process had claimed is free when the clock is moved.
  await clock.advance(dayS);
  assert.equal(await statusesOf(api, order.orderId), "refunded/completed");
  await ledger.assertEqualToBank();
});

test("killed while a shipment is reported: reported by the next process", async () => {
  const order = await paidBy("killed-ship", "KLARNA");
  await arm({ kind: "bank-no-answer", where: "bank-shipment" });
  await ship(order);
  await struck();
  await killAnew();
  await becomes(world, order, "shipped/completed", 6 * 3_600);
  await ledger.assertEqualToBank();
});

test("the ledger is right after all this", async () => {
  await clock.advance(2 * dayS);
  await ledger.assertEqualToBank();
  await assertProved(world);
});
