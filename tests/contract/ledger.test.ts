import assert from "node:assert/strict";
import { after, test } from "node:test";
import { readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { type Json, type JsonObject, listAt, numberAt, objectAt, textAt } from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";

// Goal: every cent that moves stands in the ledger, once, and the shop reads its costs. Method: orders are driven over
// HTTP, the transfers are read from the table. Contract: refunds.md §6; orders.md §1; tokens-transactions-account.md §2.

const world = await startWorld();
after(() => world.stop());
const { api, clock } = world;

const nightSeconds = 25 * 3_600;

async function pay(members: OrderBody = {}, number: string = cards.visa): Promise<JsonObject> {
  const body = directOrderWithout3ds({ order_id: newOrderId(), ...members }, { number });
  return assertAccepted(await api("POST", "/orders", body));
}

const idOf = (order: JsonObject): string => textAt(order["order_id"]);
const orderOf = async (orderId: string): Promise<JsonObject> => assertAccepted(await readOrder(api, orderId));
const costsOf = async (orderId: string): Promise<readonly Json[]> => listAt(await orderOf(orderId), "costs");

const refund = async (orderId: string, amount: number): Promise<number> =>
  numberAt(
    assertAccepted(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount })),
    "refund_id",
  );

/** `flow debit>credit amount`, in the order in which they were posted. */
async function transfersOf(orderId: string): Promise<readonly string[]> {
  const rows = await world.sql(
    `select flow || ' ' || debit || '>' || credit || ' ' || ledger_transfer.amount
       || case when party = '' then '' else ' to ' || party end as line
     from ledger_transfer join orders on orders.key = order_key where order_id = $1 order by id`,
    [orderId],
  );
  return rows.map((row) => String(row["line"]));
}

const count = async (): Promise<unknown> =>
  (await world.sql("select count(*)::int as count from ledger_transfer"))[0]?.["count"];

const visaFee = "2.9 % For Visa CreditCards Transactions (min 0.6)";

for (const [what, number, amount, fee, description] of [
  ["the minimum", cards.visa, 1_000, 0.6, visaFee],
  ["a share", cards.visa, 5_000, 1.45, visaFee],
  ["a share rounded half up", cards.visa, 2_250, 0.65, visaFee],
  [
    "another brand's share",
    cards.amex,
    4_000,
    1.4,
    "3.5 % For American Express CreditCards Transactions (min 0.6)",
  ],
] as const) {
  test(`a payment of ${amount} costs ${what}: ${fee}`, async () => {
    const order = await pay({ amount }, number);
    const expected = {
      transaction_id: numberAt(order, "transaction_id") + 1,
      amount: fee,
      description,
      type: "SYSTEM",
    };
    assert.deepEqual(order["costs"], [expected]);
    assert.deepEqual(await costsOf(idOf(order)), [expected]);
    assert.deepEqual(await transfersOf(idOf(order)), [
      `capture receivable>merchant ${amount}`,
      `fee merchant>fees ${Math.round(fee * 100)}`,
    ]);
  });
}

test("in a currency without decimals the fee has none either", async () => {
  const order = await pay({ amount: 5_000, currency: "JPY" });
  assert.equal(numberAt(order, "costs", 0, "amount"), 145);
});

test("the list of transactions tells the costs in minor units, and what is left", async () => {
  const order = await pay({ amount: 5_000 });
  const answer = await api("GET", `/transactions/${numberAt(order, "transaction_id")}`);
  const line = assertAccepted(answer);
  assert.deepEqual(line["costs"], [{ amount: 145, description: visaFee, dst: 0 }]);
  assert.equal(line["net"], 4_855);
});

test("before it is paid an order costs nothing and posts nothing", async () => {
  const order = assertAccepted(await api("POST", "/orders", directOrder()));
  assert.equal(order["status"], "initialized");
  assert.equal(numberAt(order, "costs", 0, "amount"), 0);
  assert.deepEqual(await transfersOf(idOf(order)), []);
});

test("a declined payment costs nothing and posts nothing", async () => {
  const order = await pay({}, cards.visaInsufficientFunds);
  assert.equal(order["status"], "declined");
  assert.equal(numberAt(order, "costs", 0, "amount"), 0);
  assert.deepEqual(await transfersOf(idOf(order)), []);
});

test("a zero authorization has no costs and posts nothing", async () => {
  const order = await pay({ amount: 0, gateway: "VISA", recurring_model: "cardOnFile" });
  assert.deepEqual(order["costs"], []);
  assert.deepEqual(await transfersOf(idOf(order)), []);
});

test("a refund leaves the merchant when it is accepted and the house when it is paid", async () => {
  const orderId = idOf(await pay());
  const id = await refund(orderId, 250);
  assert.deepEqual((await transfersOf(orderId)).slice(2), ["refund merchant>refunds 250"]);
  assert.equal((await costsOf(orderId)).length, 1);
  await clock.advance(nightSeconds);
  assert.deepEqual((await transfersOf(orderId)).slice(2), [
    "refund merchant>refunds 250",
    "refund-paid refunds>receivable 250",
  ]);
  const line = objectAt((await costsOf(orderId))[1]);
  assert.match(textAt(line["created"]), /^\d{4}-\d{2}-\d{2}T/);
  assert.deepEqual(
    { ...line, created: "" },
    {
      transaction_id: id,
      amount: 0,
      created: "",
      description: `Refund order ${id}`,
      status: "completed",
      type: "withdraw",
    },
  );
});

test("a refund that is taken back goes the other way", async () => {
  const orderId = idOf(await pay());
  const id = await refund(orderId, 250);
  assertAccepted(await api("DELETE", `/orders/${orderId}/refunds/${id}`));
  assert.deepEqual((await transfersOf(orderId)).slice(2), [
    "refund merchant>refunds 250",
    "refund refunds>merchant 250",
  ]);
});

test("a refused refund posts nothing", async () => {
  const orderId = idOf(await pay());
  const before = await count();
  assertRefused(await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 1_001 }), {
    code: 1034,
  });
  assert.equal(await count(), before);
});

test("a payment in review is in reserve, and the merchant's and charged when it is cleared", async () => {
  const order = await pay({}, cards.visaUnclearedThenCompleted);
  assert.equal(order["status"], "uncleared");
  assert.equal(numberAt(order, "costs", 0, "amount"), 0);
  assert.deepEqual(await transfersOf(idOf(order)), ["hold receivable>reserve 1000"]);
  await clock.advance(200);
  assert.equal(numberAt((await costsOf(idOf(order)))[0], "amount"), 0.6);
  assert.deepEqual((await transfersOf(idOf(order))).slice(1).toSorted(), [
    "capture receivable>merchant 1000",
    "fee merchant>fees 60",
    "hold reserve>receivable 1000",
  ]);
});

test("a review that ends badly gives the reserve back and costs nothing", async () => {
  const orderId = idOf(await pay({}, cards.visaUnclearedThenVoid));
  await clock.advance(200);
  assert.equal(numberAt((await costsOf(orderId))[0], "amount"), 0);
  assert.deepEqual(await transfersOf(orderId), [
    "hold receivable>reserve 1000",
    "hold reserve>receivable 1000",
  ]);
});

test("a manual authorization posts what is captured, each part with its own order and fee", async () => {
  const orderId = idOf(await pay({ amount: 10_000, capture: "manual" }));
  assert.deepEqual(await transfersOf(orderId), []);
  const part = newOrderId("part");
  assertAccepted(
    await api("POST", `/orders/${orderId}/capture`, {
      amount: 4_000,
      new_order_id: part,
      new_order_status: "completed",
    }),
  );
  assert.deepEqual(await transfersOf(orderId), []);
  assert.deepEqual(await transfersOf(part), ["capture receivable>merchant 4000", "fee merchant>fees 116"]);
  assertAccepted(await api("POST", `/orders/${orderId}/capture`, { amount: 6_000 }));
  assert.deepEqual(await transfersOf(orderId), ["capture receivable>merchant 6000", "fee merchant>fees 174"]);
  assert.equal(numberAt((await costsOf(part))[0], "amount"), 1.16);
});

test("a chargeback leaves the merchant, and comes back when the dispute is won", async () => {
  const orderId = idOf(await pay());
  const rrn = (await world.controls.books()).entries.at(-1)?.rrn ?? assert.fail("nothing is booked");
  const { id } = await world.controls.raiseDispute({ rrn, reasonCode: "1083", reason: "Not provided" });
  await eventually("the chargeback is booked", async () =>
    (await statusesOf(api, orderId)).startsWith("chargedback") ? true : null,
  );
  assert.deepEqual((await transfersOf(orderId)).slice(2), ["chargeback merchant>chargebacks 1000"]);
  assert.equal(numberAt((await costsOf(orderId))[0], "amount"), 0.6);
  await world.controls.winDispute(id);
  await eventually("the dispute is won", async () =>
    (await statusesOf(api, orderId)).startsWith("completed") ? true : null,
  );
  assert.deepEqual((await transfersOf(orderId)).slice(3), ["reverse-chargeback chargebacks>merchant 1000"]);
});

const affiliate = (...shares: readonly OrderBody[]): OrderBody => ({
  affiliate: { split_payments: shares },
});

test("affiliates get their shares when the money is captured: half up and in order", async () => {
  const order = await pay({
    amount: 1_010,
    ...affiliate(
      { merchant: 10_000_002, fixed: 500, description: "Fixed" },
      { merchant: 10_000_003, percentage: 12.5 },
      { merchant: 10_000_004, percentage: 37.9 },
    ),
  });
  assert.deepEqual((await transfersOf(idOf(order))).slice(2), [
    "split merchant>split 500 to 10000002",
    "split merchant>split 126 to 10000003",
    "split merchant>split 383 to 10000004",
  ]);
});

test("of a part that is captured affiliates get a part of what is fixed", async () => {
  const orderId = idOf(
    await pay({ amount: 1_000, capture: "manual", ...affiliate({ merchant: "10000002", fixed: 100 }) }),
  );
  const part = newOrderId("part");
  assertAccepted(await api("POST", `/orders/${orderId}/capture`, { amount: 250, new_order_id: part }));
  assertAccepted(await api("POST", `/orders/${orderId}/capture`, { amount: 750 }));
  assert.equal((await transfersOf(part)).at(-1), "split merchant>split 25 to 10000002");
  assert.equal((await transfersOf(orderId)).at(-1), "split merchant>split 75 to 10000002");
});

for (const statement of [
  "update ledger_transfer set amount = amount + 1",
  "delete from ledger_transfer",
  "truncate ledger_transfer",
]) {
  test(`the database refuses to ${statement}`, async () => {
    await assert.rejects(world.sql(statement), /only added to/);
  });
}

test("a fee that was fixed stays as it is when the rules change", async () => {
  const orderId = idOf(await pay());
  await world.sql("update fee_rule set basis_points = 0, fixed = 44, minimum = 0 where method = 'VISA'");
  await world.restartGateway();
  assert.equal(numberAt((await costsOf(orderId))[0], "amount"), 0.6);
  const later = await pay();
  assert.equal(numberAt(later, "costs", 0, "amount"), 0.44);
  assert.equal(textAt(later, "costs", 0, "description"), "0.44 For Visa CreditCards Transactions");
});

test("ledger check proves the books and prints each account", async () => {
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 0, output);
  assert.match(output, /^site 1 EUR$/m);
  for (const account of ["receivable", "merchant", "reserve", "fees", "refunds", "split", "payouts"])
    assert.match(output, new RegExp(`^ +${account} +-?\\d+$`, "m"));
  assert.match(output, /The books are right: \d+ orders\./);
});

test("ledger check names an order whose transfers are not what it says, and ends with 1", async () => {
  const orderId = idOf(await pay());
  await world.sql("alter table ledger_transfer disable trigger refuse_ledger_change");
  await world.sql(
    "delete from ledger_transfer where flow = 'capture' and order_key = (select key from orders where order_id = $1)",
    [orderId],
  );
  const { code, output } = await world.commandLine("ledger", "check");
  assert.equal(code, 1, output);
  assert.match(output, new RegExp(`^order ${orderId}: capture \\d+ differs by 1000$`, "m"));
  assert.match(output, /The books are wrong: 1 differences/);
});
