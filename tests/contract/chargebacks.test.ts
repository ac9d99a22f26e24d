import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import {
  at,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../support/json.ts";
import {
  cards,
  type CardInput,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
} from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import type { Dispute } from "../support/simulator-controls.ts";
import { startWorld } from "../support/world.ts";

// Goal: what an issuer takes back is booked once and whole, money leaves no second time, and a dispute that is won puts
// everything back. Method: the simulator's issuer disputes payments; it is told that we have booked it before the test
// goes on. Contract: refunds.md §5 and §7; statuses.md §3.2.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock, controls } = world;

const daySeconds = 86_400;
const nightlyRun = async (): ReturnType<typeof clock.advance> => await clock.advance(2 * daySeconds);

interface Sold {
  readonly orderId: string;
  readonly transactionId: number;
  /** Of the message that moved the money, in the acquirer's books. */
  readonly rrn: string;
  readonly path: string;
}

async function sell(members: OrderBody = {}, card: CardInput = {}): Promise<Sold> {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  const body = directOrderWithout3ds(
    {
      order_id: orderId,
      payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
      ...members,
    },
    card,
  );
  const order = assertAccepted(await api("POST", "/orders", body));
  await shop.receives(path, 1);
  return { orderId, transactionId: numberAt(order["transaction_id"]), rrn: await lastRrn(), path };
}

const lastRrn = async (): Promise<string> =>
  (await controls.books()).entries.at(-1)?.rrn ?? assert.fail("nothing is booked");

const found = async (id: string): Promise<Dispute> =>
  (await controls.disputes()).find((dispute) => dispute.id === id) ?? assert.fail(`no dispute ${id}`);

/** Once nothing more of the dispute is being sent. */
const settled = async (id: string): Promise<Dispute> =>
  await eventually("the gateway acknowledges the dispute", async () => {
    const dispute = await found(id);
    return dispute.isPending ? null : dispute;
  });

async function chargeBack(rrn: string, amountMinor?: number): Promise<Dispute> {
  const raised = await controls.raiseDispute({
    rrn,
    ...(amountMinor === undefined ? {} : { amountMinor }),
    reasonCode: "1083",
    reason: "Services not provided",
  });
  return await settled(raised.id);
}

async function win({ id }: Dispute): Promise<Dispute> {
  await controls.winDispute(id);
  return await settled(id);
}

/** The line that tells the event of that name; it is written a moment after what it tells. */
const logged = (event: string, name: string): Promise<string> =>
  eventually(`${event} in the log`, () =>
    world
      .gatewayLog()
      .split("\n")
      .find((line) => line.includes(event) && line.includes(name)),
  );

const refund = async (orderId: string, members: OrderBody = {}): Promise<ApiAnswer> =>
  await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", ...members });

const ship = async (orderId: string): Promise<ApiAnswer> =>
  await api("PATCH", `/orders/${orderId}`, { status: "shipped" });

const orderOf = async (orderId: string): Promise<JsonObject> => assertAccepted(await readOrder(api, orderId));

/** Statuses and refunded amount. */
async function stateOf(orderId: string): Promise<string> {
  return `${await statusesOf(api, orderId)} ${numberAt((await orderOf(orderId))["amount_refunded"])}`;
}

async function relatedOf(orderId: string, type: string): Promise<readonly Json[]> {
  const related = (await orderOf(orderId))["related_transactions"];
  return related === null ? [] : listAt(related).filter((one) => at(one, "type") === type);
}

async function disputeOf(orderId: string, index = 0): Promise<JsonObject> {
  return objectAt((await relatedOf(orderId, "chargeback"))[index], "dispute");
}

test("a chargeback takes the order to chargedback, with the dispute as a transaction of its own, and the shop is told", async () => {
  const sold = await sell();
  const calls = shop.calls(sold.path).length;
  const before = await controls.books();
  const dispute = await chargeBack(sold.rrn);
  assert.equal(dispute.chargebackAnswer, "00");
  assert.equal((await controls.books()).heldMinor, before.heldMinor - 1000);
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");

  const [chargeback, ...others] = await relatedOf(sold.orderId, "chargeback");
  assert.deepEqual(others, []);
  const { created, modified, transaction_id: id, dispute: told, ...rest } = objectAt(chargeback);
  assert.equal(created, modified);
  assert.ok(Number.isSafeInteger(id) && id !== sold.transactionId);
  assert.deepEqual(rest, {
    amount: 1000,
    costs: [],
    currency: "EUR",
    description: "Services not provided",
    items: null,
    order_id: sold.orderId,
    reference_transaction_id: sold.transactionId,
    status: "completed",
    type: "chargeback",
  });
  const { merchant_response_date: responseDate, ...reason } = objectAt(told);
  assert.deepEqual(reason, {
    status: "open",
    reason_code: "1083",
    reason_description: "Services not provided",
  });
  const days =
    (Date.parse(`${textAt(responseDate)}Z`) - Date.parse(`${textAt(created)}Z`)) / (daySeconds * 1_000);
  // An hour more or less where the clocks change on the way.
  assert.equal(Math.round(days), 30);

  const heard = await shop.receives(sold.path, calls + 1);
  assert.equal(textAt(parseJson(heard.at(-1)?.body ?? ""), "status"), "chargedback");
});

test("a chargeback of a part counts as the part", async () => {
  const sold = await sell();
  const before = await controls.books();
  await chargeBack(sold.rrn, 400);
  assert.equal((await controls.books()).heldMinor, before.heldMinor - 400);
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
  assert.equal(numberAt((await relatedOf(sold.orderId, "chargeback"))[0], "amount"), 400);
});

/** Ways to where an order may be when the issuer takes its money back. */
const ways: readonly (readonly [state: string, prepare: (orderId: string) => Promise<unknown>])[] = [
  ["completed/completed 0", () => Promise.resolve()],
  ["shipped/completed 0", ship],
  [
    "partial_refunded/completed 300",
    async (orderId) => [await refund(orderId, { amount: 300 }), await nightlyRun()],
  ],
  ["refunded/completed 1000", async (orderId) => [await refund(orderId), await nightlyRun()]],
];
for (const [state, prepare] of ways) {
  test(`a dispute that is won takes an order back to ${state}, and the shop is told`, async () => {
    const sold = await sell();
    await prepare(sold.orderId);
    assert.equal(await stateOf(sold.orderId), state);
    const before = await controls.books();
    const dispute = await chargeBack(sold.rrn);
    assert.match(await stateOf(sold.orderId), /^chargedback\/completed /);
    const calls = (await shop.receives(sold.path, 2)).length;

    assert.equal((await win(dispute)).reversalAnswer, "00");
    assert.equal(await stateOf(sold.orderId), state);
    assert.equal((await controls.books()).heldMinor, before.heldMinor);
    assert.equal((await disputeOf(sold.orderId))["status"], "processed");
    const [reversal, ...others] = await relatedOf(sold.orderId, "reverse-chargeback");
    assert.deepEqual(others, []);
    assert.equal(numberAt(reversal, "amount"), 1000);
    assert.equal(textAt(reversal, "status"), "completed");
    const heard = await eventually("the shop hears of the end", () =>
      shop.calls(sold.path).find((call) => call.body.includes("reverse-chargeback")),
    );
    assert.equal(textAt(parseJson(heard.body), "status"), state.split("/")[0]);
    assert.ok(shop.calls(sold.path).length > calls - 1);
  });
}

test("a refund of an order that is charged back is refused with 1034, and accepted again when the dispute is won", async () => {
  const sold = await sell();
  const dispute = await chargeBack(sold.rrn, 400);
  for (const amount of [undefined, 600, 100]) {
    assertRefused(await refund(sold.orderId, { amount }), { code: 1034 });
  }
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
  await win(dispute);
  assertAccepted(await refund(sold.orderId));
  assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
});

test("an order that is charged back is not shipped, captured, cancelled or posted again", async () => {
  const sold = await sell();
  await chargeBack(sold.rrn);
  for (const status of ["shipped", "cancelled", "void", "completed"]) {
    assertRefused(await api("PATCH", `/orders/${sold.orderId}`, { status }), { code: 1000 });
  }
  assertRefused(await api("POST", "/orders", directOrderWithout3ds({ order_id: sold.orderId })), {
    code: 1006,
  });
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
});

test("refunds that still wait for the night are void, so that the money leaves once", async () => {
  // What other tests have refunded is given back before this one counts.
  await nightlyRun();
  const sold = await sell();
  const before = await controls.books();
  assertAccepted(await refund(sold.orderId, { amount: 300 }));
  assertAccepted(await refund(sold.orderId, { amount: 200 }));
  const dispute = await chargeBack(sold.rrn);
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
  const states = (await relatedOf(sold.orderId, "refund")).map((one) => textAt(one, "status"));
  assert.deepEqual(states, ["void", "void"]);
  await nightlyRun();
  assert.equal((await controls.books()).heldMinor, before.heldMinor - 1000);
  await win(dispute);
  await nightlyRun();
  assert.equal((await controls.books()).heldMinor, before.heldMinor);
  assert.equal(await stateOf(sold.orderId), "completed/completed 0");
});

test("carts of refunds that a chargeback makes void are as they were before all of them", async () => {
  const chair = {
    name: "Chair",
    description: "",
    unit_price: 10,
    quantity: 2,
    merchant_item_id: "CH-1",
    tax_table_selector: "",
    weight: { unit: "KG", value: 12 },
  };
  const sold = await sell({
    amount: 2420,
    shopping_cart: { items: [chair] },
    checkout_options: { tax_tables: { default: { shipping_taxed: true, rate: 0.21 } } },
  });
  const items = async (): Promise<readonly Json[]> =>
    listAt(await orderOf(sold.orderId), "shopping_cart", "items");
  const before = await items();
  for (const price of [-4, -3]) {
    const back = { ...chair, quantity: 1, unit_price: price };
    assertAccepted(await refund(sold.orderId, { checkout_data: { items: [...(await items()), back] } }));
  }
  assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 847");
  assert.equal((await items()).length, 3);
  await chargeBack(sold.rrn);
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
  assert.deepEqual(await items(), before);
});

test("a chargeback of what was refunded before is booked whole, and the log names what it exceeds by", async () => {
  const sold = await sell();
  assertAccepted(await refund(sold.orderId, { amount: 300 }));
  await nightlyRun();
  const before = await controls.books();
  assert.equal((await chargeBack(sold.rrn)).chargebackAnswer, "00");
  assert.equal((await controls.books()).heldMinor, before.heldMinor - 1000);
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 300");
  const [chargeback] = await relatedOf(sold.orderId, "chargeback");
  assert.equal(numberAt(chargeback, "amount"), 1000);
  const id = numberAt(chargeback, "transaction_id");
  assert.match(await logged("dispute.exceeds-refunds", String(id)), /"excess":"300"/);
});

test("a refund that is under way when the money is taken back goes on to its end, and the order stays charged back", async () => {
  const sold = await sell();
  assertAccepted(await refund(sold.orderId, { amount: 300 }));
  await controls.fault({ kind: "cut-before", where: "refund", count: 1_000 });
  await eventually("the refund leaves", async () => {
    await clock.advance(1_800);
    const sent = "select from related_transaction where type = 'refund' and state = 'sent'";
    return (await world.sql(sent)).length > 0 ? true : null;
  });
  await chargeBack(sold.rrn);
  await controls.clearFaults();
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 300");
  const over = await eventually("the refund is answered", async () => {
    await clock.advance(600);
    const [one] = await relatedOf(sold.orderId, "refund");
    return textAt(one, "status") === "reserved" ? null : textAt(one, "status");
  });
  // The acquirer refuses it: what the issuer took cannot be given back as well.
  assert.equal(over, "declined");
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
});

test("a chargeback whose acknowledgement is lost is told again and booked once", async () => {
  const sold = await sell();
  const calls = shop.calls(sold.path).length;
  await controls.fault({ kind: "acknowledgement-lost", count: 2 });
  const dispute = await chargeBack(sold.rrn);
  assert.equal(dispute.chargebackAnswer, "00");
  assert.equal((await relatedOf(sold.orderId, "chargeback")).length, 1);
  assert.equal((await shop.receives(sold.path, calls + 1)).length, calls + 1);
  await controls.fault({ kind: "acknowledgement-lost", count: 2 });
  await win(dispute);
  assert.equal((await relatedOf(sold.orderId, "reverse-chargeback")).length, 1);
  assert.equal(await stateOf(sold.orderId), "completed/completed 0");
});

test("of two disputes about one payment each stands for itself", async () => {
  const sold = await sell();
  const [first, second] = await Promise.all([chargeBack(sold.rrn, 400), chargeBack(sold.rrn, 600)]);
  assert.equal((await relatedOf(sold.orderId, "chargeback")).length, 2);
  await win(first);
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
  await win(second);
  assert.equal(await stateOf(sold.orderId), "completed/completed 0");
  assert.equal((await relatedOf(sold.orderId, "reverse-chargeback")).length, 2);
});

test("a dispute that nobody answers is closed after thirty days, each at its own time, and can still be won", async () => {
  const sold = await sell();
  const dispute = await chargeBack(sold.rrn, 400);
  await clock.advance(10 * daySeconds);
  await chargeBack(sold.rrn, 600);
  await clock.advance(20 * daySeconds - 60);
  assert.deepEqual(await statusesOfDisputes(sold.orderId), ["open", "open"]);
  await clock.advance(120);
  assert.deepEqual(await statusesOfDisputes(sold.orderId), ["closed", "open"]);
  await clock.advance(10 * daySeconds);
  assert.deepEqual(await statusesOfDisputes(sold.orderId), ["closed", "closed"]);
  await win(dispute);
  assert.deepEqual(await statusesOfDisputes(sold.orderId), ["processed", "closed"]);
});

test("a document answers the disputes of its order, which no date closes any more; one that waits for nobody is left alone", async () => {
  const sold = await sell();
  const dispute = await chargeBack(sold.rrn, 400);
  const file = { type: "PDF", base64: Buffer.from("%PDF-1.7 signed").toString("base64") };
  const add = async (): Promise<ApiAnswer> =>
    await api("POST", `/orders/${sold.orderId}/files`, { ...file, name: "proof", description: "Delivered" });
  assertAccepted(await add());
  assert.equal((await disputeOf(sold.orderId))["status"], "submitted");
  assertAccepted(await add());
  await clock.advance(30 * daySeconds);
  await clock.advance(daySeconds);
  assert.equal((await disputeOf(sold.orderId))["status"], "submitted");
  assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
  await win(dispute);
  assertAccepted(await add());
  assert.equal((await disputeOf(sold.orderId))["status"], "processed");
  assert.equal(await stateOf(sold.orderId), "completed/completed 0");
});

async function statusesOfDisputes(orderId: string): Promise<readonly string[]> {
  const amounts = (await relatedOf(orderId, "chargeback")).toSorted(
    (a, b) => numberAt(a, "amount") - numberAt(b, "amount"),
  );
  return amounts.map((one) => textAt(one, "dispute", "status"));
}

test("what was captured later is charged back by its capture, whole or in part", async () => {
  const whole = await sell({ capture: "manual" });
  assertAccepted(await api("POST", `/orders/${whole.orderId}/capture`, { amount: 1000 }));
  await chargeBack(await lastRrn());
  assert.equal(await stateOf(whole.orderId), "chargedback/completed 0");

  const parts = await sell({ capture: "manual" });
  const part = newOrderId();
  assertAccepted(await api("POST", `/orders/${parts.orderId}/capture`, { amount: 600, new_order_id: part }));
  const rrn = await lastRrn();
  assertAccepted(await api("POST", `/orders/${parts.orderId}/capture`, {}));
  await win(await chargeBack(rrn));
  await chargeBack(rrn, 250);
  assert.equal(await stateOf(part), "chargedback/completed 0");
  assert.equal(await stateOf(parts.orderId), "completed/completed 0");
});

test("a chargeback of a payment of somebody else is answered with 25, logged, and changes nothing", async () => {
  const sold = await sell();
  const acceptor = (await world.sql("select acceptor_id from site"))[0]?.["acceptor_id"];
  await world.sql("update site set acceptor_id = 'ELSEWHERE'");
  const dispute = await chargeBack(sold.rrn);
  await world.sql("update site set acceptor_id = $1", [acceptor]);
  assert.equal(dispute.chargebackAnswer, "25");
  assert.equal(await stateOf(sold.orderId), "completed/completed 0");
  await logged("card-link.advice-refused", dispute.id);
});

for (const [how, number] of [
  ["cleared", cards.visaUnclearedThenCompleted],
  ["void", cards.visaUnclearedThenVoid],
] as const) {
  test(`a chargeback ends the review of a payment that would be ${how}, which moves no money any more`, async () => {
    const sold = await sell({}, { number });
    const dispute = await chargeBack(sold.rrn);
    assert.equal(dispute.chargebackAnswer, "00");
    assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
    await clock.advance(600);
    assert.equal(await stateOf(sold.orderId), "chargedback/completed 0");
    await win(dispute);
    assert.equal(await stateOf(sold.orderId), "completed/completed 0");
    const { code, output } = await world.commandLine("ledger", "check");
    assert.equal(code, 0, output);
  });
}

test("the database lets no payment give back more than it moved", async () => {
  const sold = await sell();
  await chargeBack(sold.rrn, 400);
  const change = async (amount: number): Promise<unknown> =>
    await world.sql(
      `update related_transaction set amount = $1 where type = 'chargeback'
        and order_key = (select key from orders where order_id = $2)`,
      [amount, sold.orderId],
    );
  await assert.rejects(change(1001), /gives back/);
  await change(1000);
});

test("a chargeback and its reversal are lines of the list of transactions", async () => {
  const sold = await sell({ var1: "listed" });
  const dispute = await chargeBack(sold.rrn, 400);
  await win(dispute);
  await chargeBack(sold.rrn, 500);
  const linesOf = async (query: string): Promise<readonly JsonObject[]> => {
    const answer = await api("GET", `/transactions${query}`);
    assert.equal(answer.status, 200, answer.text);
    return listAt(answer.body, "data")
      .map((line) => objectAt(line))
      .filter((line) => line["order_id"] === sold.orderId);
  };
  const told = (lines: readonly JsonObject[]): readonly string[] =>
    lines.map(
      (line) => `${textAt(line["type"])} ${numberAt(line["amount"])} ${textAt(line["debit_credit"])}`,
    );

  assert.deepEqual(told(await linesOf("")), [
    "chargeback 500 D",
    "reverse_chargeback 400 C",
    "chargeback 400 D",
    "payment 1000 C",
  ]);
  for (const type of ["chargeback", "chargedback"]) {
    assert.deepEqual(told(await linesOf(`?type=${type}`)), ["chargeback 500 D", "chargeback 400 D"]);
  }
  for (const type of ["reverse_chargeback", "reserve_chargeback", "reverse-chargeback"]) {
    assert.deepEqual(told(await linesOf(`?type=${type}`)), ["reverse_chargeback 400 C"]);
  }
  for (const status of ["chargeback", "chargedback"]) {
    assert.deepEqual(told(await linesOf(`?status=${status}`)), ["payment 1000 C"]);
  }
  assert.deepEqual(told(await linesOf("?debit_credit=C")), ["reverse_chargeback 400 C", "payment 1000 C"]);
  assert.deepEqual(told(await linesOf("?debit_credit=D")), ["chargeback 500 D", "chargeback 400 D"]);

  const [line] = await linesOf("?type=chargeback");
  assert.equal(line?.["status"], "completed");
  assert.equal(objectAt(line?.["dispute"])["reason_code"], "1083");
  const one = await api("GET", `/transactions/${numberAt(line?.["transaction_id"])}`);
  assert.equal(textAt(one.body, "data", "type"), "chargeback");
});
