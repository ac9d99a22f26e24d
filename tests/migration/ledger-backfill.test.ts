import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { assertAccepted } from "../support/expectations.ts";
import { numberAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: a database from before the ledger gets books that are right. Method: orders in every state that has money, then
// the database as it was before that migration, then a gateway that migrates it.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;

async function pay(members: OrderBody = {}, number: string = cards.visa): Promise<string> {
  const orderId = newOrderId();
  assertAccepted(
    await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, ...members }, { number })),
  );
  return orderId;
}

const refund = async (orderId: string, amount: number): Promise<unknown> =>
  assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount }));

async function check(): Promise<string> {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
  return output;
}

const balance = (report: string, account: string): number =>
  Number(new RegExp(`^ +${account} +(-?\\d+)$`, "m").exec(report)?.[1] ?? Number.NaN);

test("what was paid, refunded, captured in parts and held before is booked without costs, and can be refunded", async () => {
  const refunded = await pay();
  await refund(refunded, 250);
  await clock.advance(25 * 3_600);
  await refund(refunded, 300);
  const authorized = await pay({
    capture: "manual",
    affiliate: { split_payments: [{ merchant: 2, fixed: 1 }] },
  });
  const part = newOrderId("part");
  assertAccepted(await api("POST", `/orders/${authorized}/capture`, { amount: 400, new_order_id: part }));
  await pay({}, cards.visaUnclearedThenVoid);
  await pay({}, cards.visaInsufficientFunds);

  await world.sql(`
    drop table ledger_transfer, fee_rule, closing_balance, closed_day;
    drop type ledger_account;
    drop domain transfer_amount;
    drop function refuse_ledger_change;
    alter table orders drop column fee;
    delete from job where kind = 'close-day';
    delete from migration where name like '%-ledger';
  `);
  await world.restartGateway();

  const report = await check();
  assert.equal(balance(report, "receivable"), -(1_000 + 400 + 1_000 - 250));
  // The clock is a day ahead, so some of it may be paid out already.
  assert.equal(balance(report, "merchant") + balance(report, "payouts"), 1_000 + 400 - 550);
  assert.equal(balance(report, "reserve"), 1_000);
  assert.equal(balance(report, "refunds"), 300);
  assert.equal(balance(report, "fees"), 0);
  const order = assertAccepted(await readOrder(api, refunded));
  assert.equal(numberAt(order, "costs", 0, "amount"), 0);

  await refund(part, 100);
  assertAccepted(await api("POST", `/orders/${authorized}/capture`, {}));
  await clock.advance(25 * 3_600);
  const later = await check();
  assert.equal(balance(later, "reserve"), 0);
  assert.equal(balance(later, "fees"), 60);
});
