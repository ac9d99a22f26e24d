import assert from "node:assert/strict";
import { after, test } from "node:test";
import { callBank } from "../support/bank-call.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { parseJson, textAt } from "../support/json.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { becomes, startBankLedger } from "./bank-ledger.ts";
import { bankOrders, dayS } from "./bank-orders.ts";
import { assertProved, type Placed } from "./ledger.ts";

// Goal: money that a pay-later provider only promises, and what is refunded of it, end right whether the promise is kept
// or broken. Method: the test plays the provider's other side at the bank's own interface.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock } = world;
const ledger = startBankLedger(world);
const { paidBy, pay, post, refund, ship } = bankOrders(world, shop.url, ledger);

test("what is refunded of a promise is not paid out; the rest is sent and paid", async () => {
  const order = await paidBy("part-promise", "KLARNA");
  await refund(order, 400);
  await clock.advance(dayS);
  assert.equal(await statusesOf(api, order.orderId), "partial_refunded/uncleared");
  await ship(order);
  await becomes(world, order, "partial_refunded/completed", 6 * 3_600);
  await ledger.assertEqualToBank();
});

test("a refund that is reserved while the promise is paid goes back out of what came", async () => {
  const order = await paidBy("reserved-promise", "KLARNA");
  await ship(order);
  await clock.advance(dayS - 60);
  await refund(order, 400);
  await becomes(world, order, "partial_refunded/completed", 60);
  await clock.advance(2 * dayS);
  assert.equal((await ledger.payment(order))?.refundedMinor, 400);
  await ledger.assertEqualToBank();
});

/** The provider takes back its promise, and tells nobody. */
async function breakPromise(order: Placed): Promise<void> {
  const payment = await ledger.payment(order);
  const cancelled = await callBank(world.simulatorUrl, {
    method: "POST",
    path: `/${payment?.id}/cancel`,
    headers: {
      "content-type": "application/json",
      "idempotency-key": `break-${order.orderId}`,
      date: (await clock.now()).toUTCString(),
    },
    body: "{}",
  });
  assert.equal(cancelled.status, 200);
}

test("a promise that is broken while the goods are sent leaves a void order, and its shop is told", async () => {
  const order = await paidBy("broken-shipped", "KLARNA");
  await breakPromise(order);
  await ship(order);
  await becomes(world, order, "void/void", 3_600);
  const calls = await shop.receives(`/n/${order.orderId}`, 1);
  assert.equal(textAt(parseJson(calls.at(-1)?.body ?? ""), "status"), "void");
  await ledger.assertEqualToBank();
});

for (const [when, amount] of [
  ["given back in part", 400],
  ["given back whole", null],
] as const) {
  test(`a promise that is broken after it was ${when} leaves a void order, which may be posted anew`, async () => {
    const order = await paidBy(`broken-${amount}`, "KLARNA");
    await refund(order, amount ?? order.amountMinor);
    await clock.advance(dayS);
    await breakPromise(order);
    await becomes(world, order, "void/void", 6 * 3_600);
    await ledger.assertEqualToBank();
    const again = ledger.placeAnew(order);
    const created = assertAccepted(await post(again, { gateway: "IDEAL" }));
    await pay(textAt(created["payment_url"]));
    await refund(again, 300);
    await clock.advance(dayS);
    assert.equal(await statusesOf(api, order.orderId), "partial_refunded/completed");
    assert.equal((await ledger.payment(again))?.refundedMinor, 300);
    await assertProved(world);
  });
}

test("the ledger is right after all this", async () => {
  await clock.advance(2 * dayS);
  await ledger.assertEqualToBank();
  await assertProved(world);
});
