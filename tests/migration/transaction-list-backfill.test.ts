import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted } from "../support/expectations.ts";
import { listAt, textAt } from "../support/json.ts";
import { cards, directOrderWithout3ds, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: what was paid and refunded before the list had its columns is found by them. Method: a few orders, then the
// database as it was before that migration, then a gateway that migrates it.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;

async function pay(orderId: string, number: string): Promise<void> {
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }, { number })));
  await clock.advance(2);
}

async function list(query: string): Promise<readonly string[]> {
  const answer = await api("GET", `/transactions?${query}`);
  assert.equal(answer.status, 200, answer.text);
  return listAt(answer.body, "data").map((line) => `${textAt(line, "type")} ${textAt(line, "order_id")}`);
}

const columns = (): Promise<unknown> =>
  world.sql(`
    select transaction_id, site_id, payment_method from orders where current_attempt is not null
    union all select transaction_id, site_id, payment_method from related_transaction order by 1`);

test("orders and refunds from before are found by method and status, with what new ones have", async () => {
  await pay("visa", cards.visa);
  await pay("amex", cards.amex);
  await pay("tried-twice", cards.visaInsufficientFunds);
  await pay("tried-twice", cards.mastercard);
  assertAccepted(await api("POST", "/orders/amex/refunds", { currency: "EUR", amount: 400 }));
  assertAccepted(await api("POST", "/orders", redirectOrder({ order_id: "open" })));
  const written = await columns();

  await world.sql(`
    alter table orders drop column payment_method;
    drop index orders_by_status, checkouts_by_time, follow_ups_by_time, follow_ups_by_state, follow_ups_by_method;
    drop trigger name_site_and_method on related_transaction;
    drop function name_site_and_method;
    alter table related_transaction drop column site_id, drop column payment_method;
    create index refunds_by_time on related_transaction (created_at, transaction_id)
      where type in ('refund', 'chargeback', 'reverse-chargeback');
    delete from migration where name like '%-transaction-list';
  `);
  await world.restartGateway();

  assert.deepEqual(await columns(), written);
  assert.deepEqual(await list("payment_method=AMEX"), ["refund amex", "payment amex"]);
  assert.deepEqual(await list("payment_method=MASTERCARD"), ["payment tried-twice"]);
  assert.deepEqual(await list("financial_status=completed,reserved"), [
    "refund amex",
    "payment tried-twice",
    "payment amex",
    "payment visa",
  ]);
});
