import assert from "node:assert/strict";
import { after, test } from "node:test";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { eventually } from "../support/eventually.ts";
import { startBankLine } from "../support/bank-line.ts";
import { visitor } from "../support/forms.ts";
import { type JsonObject, textAt } from "../support/json.ts";
import { directOrder, newOrderId, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { becomes, startBankLedger } from "./bank-ledger.ts";
import { assertProved, type Placed } from "./ledger.ts";

// Goal: a provider that says what it should not, or that is away between two tries, loses no money of anybody. Method: a
// line between gateway and bank that changes answers or breaks; what the bank has stands in its books.

const line = await startBankLine();
const world = await startWorld({ gatewayEnvironment: { SLUIS_BANK_URL: line.url } });
line.lead(world.simulatorUrl);
after(async () => {
  await world.stop();
  await line.stop();
});
const { api, clock } = world;
const ledger = startBankLedger(world);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

async function create(order: Placed, members: OrderBody): Promise<string> {
  const body = directOrder({
    gateway_info: {},
    ...members,
    order_id: order.orderId,
    amount: order.amountMinor,
  });
  return textAt(assertAccepted(await api("POST", "/orders", body))["payment_url"]);
}

const debit: OrderBody = {
  gateway: "DIRDEB",
  gateway_info: { account_holder_name: "Sam Sample", account_holder_iban: "NL87ABNA0000000001" },
};

/** The browser comes back, and the gateway asks. */
async function comeBack({ orderId }: Placed): Promise<void> {
  const [row] = await world.sql("select session_token from orders where order_id = $1", [orderId]);
  await shopper.open(`${world.gatewayUrl}/connect/${String(row?.["session_token"])}/return`);
}

const pay = (page: string): Promise<unknown> => shopper.post(page, { scenario: "success" });

test("a start whose answer is cut, and a bank that cannot be reached then, leave the question open", async () => {
  const order = ledger.place("cut-start");
  line.tamper(() => null);
  await create(order, debit);
  line.tamper(null);
  await line.close();
  await clock.advance(60);
  assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
  await line.open();
  await becomes(world, order, "completed/completed");
  await ledger.assertEqualToBank();
});

test("a bank that cannot be reached at all declines, for nothing was begun", async () => {
  const order = ledger.place("away");
  await line.close();
  await create(order, debit);
  await line.open();
  assert.equal(await statusesOf(api, order.orderId), "declined/declined");
  assert.equal(await ledger.payment(order), null);
});

for (const [what, lie] of [
  ["another reference", { reference: "att_other" }],
  ["another amount", { amount: 100_000, amount_paid: 100_000 }],
  ["another currency", { currency: "USD" }],
  ["another method", { method: "PAYPAL" }],
  ["another name of the payment", { id: "bp_other" }],
  ["more money than was asked for", { amount_paid: 100_000 }],
] as const) {
  test(`an answer with ${what} is none`, async () => {
    const order = ledger.place("other");
    await create(order, { gateway: "IDEAL" });
    line.tamper((answer) => ({ ...answer, status: "paid", amount_paid: order.amountMinor, ...lie }));
    await comeBack(order);
    line.tamper(null);
    assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
    await becomes(world, order, "expired/expired", 3_600);
    await ledger.assertEqualToBank();
  });
}

/** An order that is over here, while the bank has been paid. */
async function paidTooLate(prefix: string): Promise<Placed> {
  const order = ledger.place(prefix);
  const page = await create(order, { gateway: "IDEAL" });
  const says = (status: string) => (answer: JsonObject) => ({ ...answer, status, amount_paid: 0 });
  line.tamper(says("expired"));
  await comeBack(order);
  assert.equal(await statusesOf(api, order.orderId), "expired/expired");
  await pay(page);
  line.tamper(null);
  return order;
}

test("money that comes for an order that is over goes back once, and the operator reads of it", async () => {
  const order = await paidTooLate("too-late");
  assert.equal((await ledger.payment(order))?.refundedMinor, 0);
  await Promise.all([comeBack(order), comeBack(order)]);
  await eventually("the operator reads of the money", () =>
    world.gatewayLog().includes("provider.money-returned") ? true : null,
  );
  const payment = await ledger.payment(order);
  assert.equal(payment?.status, "paid");
  assert.equal(payment.refundedMinor, order.amountMinor);
  assert.equal(await statusesOf(api, order.orderId), "expired/expired");
  await comeBack(order);
  await clock.advance(60);
  await ledger.assertEqualToBank();
});

test("while money goes back its order is not posted anew, and afterwards it is", async () => {
  const order = await paidTooLate("held");
  // The refund is booked, its answer is cut: the question stays open.
  line.tamper((answer) => (answer["status"] === "completed" ? null : answer));
  await comeBack(order);
  await eventually("the bank gives back", async () =>
    (await ledger.payment(order))?.refundedMinor === order.amountMinor ? true : null,
  );
  const again = ledger.placeAnew(order);
  const body = directOrder({ ...debit, order_id: again.orderId, amount: again.amountMinor });
  assertRefused(await api("POST", "/orders", body), { code: 1006 });
  line.tamper(null);
  await clock.advance(600);
  await create(again, debit);
  await becomes(world, again, "completed/completed");
  await ledger.assertEqualToBank();
});

for (const isPaidAgain of [false, true]) {
  test(`money that comes for a try that another one followed goes back, ${isPaidAgain ? "and the order is paid once" : "before the other is paid"}`, async () => {
    // Not the ledger's: the bank has two payments for it.
    const order = { orderId: newOrderId("tried-again"), amountMinor: isPaidAgain ? 901 : 902 };
    const body = { order_id: order.orderId, amount: order.amountMinor, gateway: "IDEAL" };
    const url = textAt(assertAccepted(await api("POST", "/orders", redirectOrder(body)))["payment_url"]);
    const first = await shopper.submit(await shopper.open(url), { values: { gateway: "IDEAL" } });
    line.tamper((answer) => ({ ...answer, status: "expired", amount_paid: 0 }));
    await comeBack(order);
    line.tamper(null);
    const form = await shopper.submit(await shopper.open(url), { button: "" });
    const second = await shopper.submit(form, { values: { gateway: "IDEAL" } });
    if (isPaidAgain) await pay(second.url);
    await pay(first.url);
    await eventually("the bank has given back what came late", async () => {
      const paid = (await world.controls.bank()).filter((one) => one.amountMinor === order.amountMinor);
      return paid.some((one) => one.refundedMinor === order.amountMinor) ? true : null;
    });
    if (!isPaidAgain) {
      assert.equal(await statusesOf(api, order.orderId), "initialized/initialized");
      await pay(second.url);
    }
    await clock.advance(60);
    assert.equal(await statusesOf(api, order.orderId), "completed/completed");
    const payments = (await world.controls.bank()).filter((one) => one.amountMinor === order.amountMinor);
    assert.deepEqual(
      payments.map((one) => one.paidMinor - one.refundedMinor),
      [0, order.amountMinor],
    );
    const attempts = await world.sql(
      `select state from payment_attempt join orders on orders.key = order_key
        where order_id = $1 order by payment_attempt.created_at`,
      [order.orderId],
    );
    assert.deepEqual(attempts, [{ state: "reversed" }, { state: "approved" }]);
  });
}

test("less than was asked for is no payment: the order is declined, and what came goes back", async () => {
  const order = ledger.place("too-little");
  const page = await create(order, { gateway: "IDEAL" });
  line.tamper((answer) =>
    answer["amount_paid"] === order.amountMinor ? { ...answer, amount_paid: 1 } : answer,
  );
  await pay(page);
  assert.equal(await statusesOf(api, order.orderId), "declined/declined");
  await eventually("the bank gives back", async () =>
    (await ledger.payment(order))?.refundedMinor === 1 ? true : null,
  );
  line.tamper(null);
});

test("the ledger is right after all this", async () => {
  await clock.advance(86_400);
  await assertProved(world);
});
