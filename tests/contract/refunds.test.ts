import assert from "node:assert/strict";
import { after, test } from "node:test";
import { secondsToMidnight } from "../support/amsterdam.ts";
import { type ApiAnswer, callJson, readOrder } from "../support/api.ts";
import { assertAccepted, assertRefused, missingFrom } from "../support/expectations.ts";
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
  directOrder,
  directOrderWithout3ds,
  newOrderId,
  type OrderBody,
  redirectOrder,
} from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: money goes back once, to the cent, and both sides' books say so. Method: refunds are accepted by day and sent
// by the nightly run; the clock is moved to just after midnight before and after. Contract: refunds.md; statuses.md §4.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock, controls } = world;

const nightlyRun = async (): ReturnType<typeof clock.advance> =>
  await clock.advance((await secondsToMidnight(clock)) + 60);

// From here on the next midnight is a day away, whenever the tests run.
await nightlyRun();

/** What the acquirer holds when no refund of another test waits for the night. */
async function heldByMorning(): Promise<number> {
  await nightlyRun();
  return (await controls.books()).heldMinor;
}

const guardSeconds = 5 * 60;

interface Sold {
  readonly orderId: string;
  readonly transactionId: number;
  /** Of the sale in the acquirer's books. */
  readonly rrn: string;
  /** Where the shop hears of the order. */
  readonly path: string;
}

async function sell(members: OrderBody = {}): Promise<Sold> {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  const body = directOrderWithout3ds({
    order_id: orderId,
    payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
    ...members,
  });
  const order = assertAccepted(await api("POST", "/orders", body));
  assert.equal(order["status"], "completed");
  await shop.receives(path, 1);
  const rrn = (await controls.books()).entries.at(-1)?.rrn ?? assert.fail("nothing is booked");
  return { orderId, transactionId: numberAt(order["transaction_id"]), rrn, path };
}

const refund = async (orderId: string | number, members: OrderBody = {}): Promise<ApiAnswer> =>
  await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", ...members });

async function refundId(orderId: string, members: OrderBody = {}): Promise<number> {
  return numberAt(assertAccepted(await refund(orderId, members))["refund_id"]);
}

const voided = async (orderId: string, id: number | string): Promise<ApiAnswer> =>
  await api("PATCH", `/orders/${orderId}/refunds/${id}`, { status: "void", description: "Kept after all" });

/** Status, financial status and refunded amount, as GET tells them. */
async function stateOf(orderId: string): Promise<string> {
  const order = assertAccepted(await readOrder(api, orderId));
  return `${textAt(order["status"])}/${textAt(order["financial_status"])} ${numberAt(order["amount_refunded"])}`;
}

const relatedOf = async (orderId: string): Promise<readonly Json[]> =>
  listAt(assertAccepted(await readOrder(api, orderId))["related_transactions"]);

const refundStatuses = async (orderId: string): Promise<readonly string[]> =>
  (await relatedOf(orderId)).map((related) => textAt(related, "status"));

/** Amounts of the refunds that the acquirer carried out for a sale. */
async function givenBack(sold: Sold): Promise<readonly number[]> {
  const books = await callJson(`${world.simulatorUrl}/control/books`, { method: "GET" });
  return listAt(books.body, "entries")
    .filter(
      (entry) =>
        at(entry, "kind") === "refund" &&
        at(entry, "originalRrn") === sold.rrn &&
        at(entry, "approved") === true,
    )
    .map((entry) => numberAt(entry, "amountMinor"));
}

const ascending = (amounts: readonly number[]): readonly number[] => amounts.toSorted((a, b) => a - b);

test("the answer names the payment, the refund and the order, as numbers and text, and nothing else", async () => {
  const { orderId, transactionId } = await sell();
  const data = assertAccepted(await refund(orderId, { amount: 250 }));
  assert.deepEqual(Object.keys(data).toSorted(), ["order_id", "refund_id", "transaction_id"]);
  assert.equal(data["order_id"], orderId);
  assert.equal(data["transaction_id"], transactionId);
  assert.ok(Number.isSafeInteger(data["refund_id"]) && numberAt(data["refund_id"]) > 0);
  assert.notEqual(data["refund_id"], transactionId);
});

for (const amount of [1000, "1000"]) {
  test(`all of it as ${JSON.stringify(amount)}: refunded at once, given back by the nightly run`, async () => {
    const heldMinor = await heldByMorning();
    const sold = await sell();
    assertAccepted(await refund(sold.orderId, { amount }));
    assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
    assert.deepEqual(await givenBack(sold), []);
    await nightlyRun();
    assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
    assert.deepEqual(await refundStatuses(sold.orderId), ["completed"]);
    assert.deepEqual(await givenBack(sold), [1000]);
    assert.equal((await controls.books()).heldMinor, heldMinor);
  });
}

test("several parts, each counted at once, until nothing is left", async () => {
  const heldMinor = await heldByMorning();
  const sold = await sell();
  assertAccepted(await refund(sold.orderId, { amount: 250 }));
  assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 250");
  assertAccepted(await refund(sold.orderId, { amount: "300" }));
  assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 550");
  assertAccepted(await refund(sold.orderId, { amount: 450 }));
  assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
  await nightlyRun();
  assert.deepEqual(ascending(await givenBack(sold)), [250, 300, 450]);
  assert.equal((await controls.books()).heldMinor, heldMinor);
  assert.deepEqual(await refundStatuses(sold.orderId), ["completed", "completed", "completed"]);
  assertRefused(await refund(sold.orderId), { code: 1034 });
});

test("parts of several days add up", async () => {
  const sold = await sell();
  assertAccepted(await refund(sold.orderId, { amount: 400 }));
  await nightlyRun();
  assertRefused(await refund(sold.orderId, { amount: 601 }), { code: 1034 });
  assertAccepted(await refund(sold.orderId, { amount: 600 }));
  await nightlyRun();
  assert.deepEqual(await givenBack(sold), [400, 600]);
  assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
});

for (const [name, members] of [
  ["an absent amount", {}],
  ["the amount 0", { amount: 0 }],
  ["an empty amount", { amount: "" }],
  ["the amount 0 as text", { amount: "0" }],
] as const) {
  test(`${name} means what is still left`, async () => {
    const { orderId } = await sell();
    assertAccepted(await refund(orderId, { amount: 250 }));
    assertAccepted(await refund(orderId, members));
    assert.equal(await stateOf(orderId), "refunded/completed 1000");
    assert.deepEqual(
      (await relatedOf(orderId)).map((related) => numberAt(related, "amount")),
      [250, 750],
    );
  });
}

test("an order is found by its transaction id too", async () => {
  const { orderId, transactionId } = await sell();
  assert.equal(assertAccepted(await refund(transactionId, { amount: 1 }))["order_id"], orderId);
  assert.equal(await stateOf(orderId), "partial_refunded/completed 1");
});

test("a refund stands among the related transactions with every member", async () => {
  const { orderId, transactionId } = await sell();
  assert.equal(assertAccepted(await readOrder(api, orderId))["related_transactions"], null);
  const id = await refundId(orderId, {
    amount: 250,
    description: "Returned one item",
    refund_order_id: "return-1",
    var1: "a",
  });
  const [related, ...others] = await relatedOf(orderId);
  assert.equal(others.length, 0);
  const shape = {
    amount: 250,
    costs: [],
    created: "2026-02-02T10:00:00",
    currency: "EUR",
    description: "",
    items: null,
    modified: "2026-02-02T10:00:00",
    order_id: "",
    reference_transaction_id: 1,
    refund_order_id: "",
    status: "",
    transaction_id: 1,
    type: "refund",
  };
  assert.deepEqual(missingFrom(related, shape, "related"), []);
  const { created, modified, description, ...rest } = objectAt(related);
  for (const time of [created, modified]) assert.match(textAt(time), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
  assert.notEqual(description, "");
  assert.deepEqual(rest, {
    amount: 250,
    costs: [],
    currency: "EUR",
    items: null,
    order_id: orderId,
    reference_transaction_id: transactionId,
    refund_order_id: "return-1",
    status: "reserved",
    transaction_id: id,
    type: "refund",
  });
});

test("without an id of its own a refund bears the order's", async () => {
  const { orderId } = await sell();
  assertAccepted(await refund(orderId, { amount: 250 }));
  assert.equal(at((await relatedOf(orderId))[0], "refund_order_id"), orderId);
});

for (const [name, members, code] of [
  ["another currency than the order's", { currency: "USD", amount: 250 }, 1002],
  ["a missing currency", { currency: undefined, amount: 250 }, 1002],
  ["one unit more than the order", { amount: 1001 }, 1034],
  ["an amount with a fraction", { amount: 2.5 }, 1001],
  ["a negative amount", { amount: -250 }, 1001],
  ["an amount that is no number", { amount: "all" }, 1001],
  ["a description of 201 characters", { amount: 250, description: "x".repeat(201) }, 1008],
  ["a refund id of 51 characters", { amount: 250, refund_order_id: "x".repeat(51) }, 1006],
] as const) {
  test(`refuses ${name} with ${code} and moves nothing`, async () => {
    const sold = await sell();
    assertRefused(await refund(sold.orderId, members), { code });
    assert.equal(await stateOf(sold.orderId), "completed/completed 0");
    await nightlyRun();
    assert.deepEqual(await givenBack(sold), []);
  });
}

test("refuses more than earlier refunds have left", async () => {
  const { orderId } = await sell();
  assertAccepted(await refund(orderId, { amount: 999 }));
  assertRefused(await refund(orderId, { amount: 2 }), { code: 1034 });
  assertAccepted(await refund(orderId, { amount: 1 }));
  assertRefused(await refund(orderId, { amount: 1 }), { code: 1034 });
});

test("a refund of an order that does not exist is not found", async () => {
  assertRefused(await refund(newOrderId(), { amount: 250 }), { code: 404 });
});

for (const [name, body] of [
  ["a page that nobody has paid on", redirectOrder()],
  ["a payment that waits for the issuer", directOrder()],
  ["a declined payment", directOrderWithout3ds({}, { number: cards.visaInsufficientFunds })],
  ["a payment in review", directOrderWithout3ds({}, { number: cards.visaUnclearedThenCompleted })],
  ["an authorization that is not captured", directOrderWithout3ds({ capture: "manual" })],
] as const) {
  test(`refuses to refund ${name}`, async () => {
    const orderId = String(body["order_id"]);
    assertAccepted(await api("POST", "/orders", body));
    assertRefused(await refund(orderId), { code: 1034 });
    assertRefused(await refund(orderId, { amount: 1 }), { code: 1034 });
  });
}

test("the same amount again waits for five minutes, another does not", async () => {
  const { orderId } = await sell();
  assertAccepted(await refund(orderId, { amount: 250 }));
  assertRefused(await refund(orderId, { amount: 250 }), { code: 1034 });
  assertAccepted(await refund(orderId, { amount: 100 }));
  await clock.advance(guardSeconds - 60);
  assertRefused(await refund(orderId, { amount: 250 }), { code: 1034 });
  await clock.advance(120);
  assertAccepted(await refund(orderId, { amount: 250 }));
  assert.equal(await stateOf(orderId), "partial_refunded/completed 600");
});

test("the nightly run begins at midnight in Amsterdam, not before", async () => {
  const sold = await sell();
  assertAccepted(await refund(sold.orderId, { amount: 250 }));
  await clock.advance((await secondsToMidnight(clock)) - 60);
  assert.deepEqual(await refundStatuses(sold.orderId), ["reserved"]);
  assert.deepEqual(await givenBack(sold), []);
  await clock.advance(120);
  assert.deepEqual(await refundStatuses(sold.orderId), ["completed"]);
  assert.deepEqual(await givenBack(sold), [250]);
});

test("the shop is told when a refund is accepted and when it is carried out", async () => {
  const { orderId, path } = await sell();
  assertAccepted(await refund(orderId, { amount: 250 }));
  await shop.receives(path, 2);
  await nightlyRun();
  await shop.receives(path, 3);
  const told = shop.calls(path).map((call) => toldBy(call.body));
  assert.deepEqual(told, [
    "completed 0 -",
    "partial_refunded 250 reserved",
    "partial_refunded 250 completed",
  ]);
  await nightlyRun();
  assert.equal(shop.calls(path).length, 3);
});

/** Status, refunded amount and the status of the first refund in a notification. */
function toldBy(body: string): string {
  const order = objectAt(parseJson(body));
  const related = order["related_transactions"];
  return `${textAt(order["status"])} ${numberAt(order["amount_refunded"])} ${related === null ? "-" : textAt(related, 0, "status")}`;
}

const waysToVoid: readonly (readonly [
  name: string,
  run: (orderId: string, id: number) => Promise<ApiAnswer>,
])[] = [
  ["PATCH", voided],
  ["DELETE", (orderId, id) => api("DELETE", `/orders/${orderId}/refunds/${id}`)],
];

for (const [name, run] of waysToVoid) {
  test(`${name} before the nightly run takes a refund back, and it is never sent`, async () => {
    const sold = await sell();
    const id = await refundId(sold.orderId);
    await shop.receives(sold.path, 2);
    assert.deepEqual(assertAccepted(await run(sold.orderId, id)), {});
    assert.equal(await stateOf(sold.orderId), "completed/completed 0");
    assert.deepEqual(await refundStatuses(sold.orderId), ["void"]);
    const calls = await shop.receives(sold.path, 3);
    assert.equal(toldBy(calls.at(-1)?.body ?? ""), "completed 0 void");
    assertRefused(await run(sold.orderId, id), { code: 1034 });
    await nightlyRun();
    assert.deepEqual(await givenBack(sold), []);
    assert.deepEqual(await refundStatuses(sold.orderId), ["void"]);
    assertAccepted(await refund(sold.orderId));
    assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
  });

  test(`${name} on one of two refunds leaves the other`, async () => {
    const sold = await sell();
    const first = await refundId(sold.orderId, { amount: 250 });
    await refundId(sold.orderId, { amount: 750 });
    assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
    assertAccepted(await run(sold.orderId, first));
    assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 750");
    await nightlyRun();
    assert.deepEqual(await givenBack(sold), [750]);
  });

  test(`${name} after the nightly run is too late`, async () => {
    const sold = await sell();
    const id = await refundId(sold.orderId, { amount: 250 });
    await nightlyRun();
    assertRefused(await run(sold.orderId, id), { code: 1034 });
    assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 250");
    assert.deepEqual(await givenBack(sold), [250]);
  });
}

test("a shipped order is refunded, and shipped again when the refund is taken back", async () => {
  const { orderId } = await sell();
  assertAccepted(await api("PATCH", `/orders/${orderId}`, { status: "shipped" }));
  const id = await refundId(orderId, { amount: 250 });
  assert.equal(await stateOf(orderId), "partial_refunded/completed 250");
  assertAccepted(await voided(orderId, id));
  assert.equal(await stateOf(orderId), "shipped/completed 0");
});

test("a refund that does not exist, or is another order's, is 1033", async () => {
  const { orderId, transactionId } = await sell();
  const other = await sell();
  const foreign = await refundId(other.orderId, { amount: 250 });
  for (const id of [foreign, transactionId, 1, "0", "none", "99999999999999999999"]) {
    assertRefused(await voided(orderId, id), { code: 1033 });
  }
  assertRefused(await voided(newOrderId(), foreign), { code: 1033 });
  assert.deepEqual(await refundStatuses(other.orderId), ["reserved"]);
});

test("lists the refunds of an order, and only those", async () => {
  const { orderId } = await sell();
  const list = async (): Promise<readonly Json[]> =>
    listAt((await api("GET", `/orders/${orderId}/refunds`)).body, "data");
  assert.deepEqual(await list(), []);
  const first = await refundId(orderId, { amount: 250 });
  const second = await refundId(orderId, { amount: 300 });
  const refunds = await list();
  assert.deepEqual(
    refunds.map((one) => numberAt(one, "transaction_id")),
    [first, second],
  );
  assert.deepEqual(refunds, await relatedOf(orderId));
  assertRefused(await api("GET", `/orders/${newOrderId()}/refunds`), { code: 1033 });
});

test("of two refunds of everything at the same time exactly one is accepted", async () => {
  const sold = await sell();
  await assertOneAccepted([refund(sold.orderId), refund(sold.orderId)]);
  assert.equal(await stateOf(sold.orderId), "refunded/completed 1000");
  await nightlyRun();
  assert.deepEqual(await givenBack(sold), [1000]);
});

test("of ten refunds of one amount at the same time exactly one is accepted", async () => {
  const sold = await sell();
  await assertOneAccepted(Array.from({ length: 10 }, () => refund(sold.orderId, { amount: 50 })));
  assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 50");
});

async function assertOneAccepted(answers: readonly Promise<ApiAnswer>[]): Promise<void> {
  const accepted: ApiAnswer[] = [];
  for (const answer of await Promise.all(answers)) {
    if (answer.status === 200) accepted.push(answer);
    else assertRefused(answer, { code: 1034 });
  }
  assert.equal(accepted.length, 1);
}

test("ten refunds of different parts at the same time never exceed the order", async () => {
  const sold = await sell();
  const amounts = Array.from({ length: 10 }, (_, index) => 150 + index);
  const answers = await Promise.all(amounts.map((amount) => refund(sold.orderId, { amount })));
  const accepted = amounts.filter((_, index) => answers[index]?.status === 200);
  for (const answer of answers) if (answer.status !== 200) assertRefused(answer, { code: 1034 });
  // Any six of them fit into 1000, no seven do.
  assert.equal(accepted.length, 6);
  const sum = accepted.reduce((total, amount) => total + amount, 0);
  assert.equal(await stateOf(sold.orderId), `partial_refunded/completed ${sum}`);
  await nightlyRun();
  assert.deepEqual(ascending(await givenBack(sold)), accepted);
});

test("a refund that the acquirer declines comes to nothing, and the shop is told", async () => {
  const heldMinor = await heldByMorning();
  const sold = await sell();
  assertAccepted(await refund(sold.orderId, { amount: 250 }));
  await shop.receives(sold.path, 2);
  await controls.fault({ kind: "refund-declined", count: 1 });
  await nightlyRun();
  assert.equal(await stateOf(sold.orderId), "completed/completed 0");
  assert.deepEqual(await refundStatuses(sold.orderId), ["declined"]);
  assert.equal((await controls.books()).heldMinor, heldMinor + 1000);
  const calls = await shop.receives(sold.path, 3);
  assert.equal(toldBy(calls.at(-1)?.body ?? ""), "completed 0 declined");
  assertAccepted(await refund(sold.orderId, { amount: 250 }));
  await nightlyRun();
  assert.deepEqual(await givenBack(sold), [250]);
});

const chair = {
  name: "Chair",
  description: "",
  unit_price: 10,
  quantity: 2,
  merchant_item_id: "CH-1",
  tax_table_selector: "",
  weight: { unit: "KG", value: 12 },
};
/** Two chairs of 10.00 with 21 % tax. */
const cart = {
  amount: 2420,
  shopping_cart: { items: [chair] },
  checkout_options: { tax_tables: { default: { shipping_taxed: true, rate: 0.21 } } },
};

const checkout = (...items: readonly object[]): OrderBody => ({ checkout_data: { items } });
const withoutCurrency = { currency: undefined };

for (const [style, line] of [
  ["a negative price", { ...chair, quantity: 1, unit_price: -10 }],
  ["a negative quantity", { ...chair, quantity: -1 }],
  ["numbers as text", { ...chair, quantity: "1", unit_price: "-10.00" }],
] as const) {
  test(`without an amount the cart says what goes back: ${style}`, async () => {
    const sold = await sell(cart);
    assertAccepted(await refund(sold.orderId, { ...withoutCurrency, ...checkout(chair, line) }));
    assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 1210");
    await nightlyRun();
    assert.deepEqual(await givenBack(sold), [1210]);
  });
}

const itemsOf = async (orderId: string): Promise<readonly JsonObject[]> =>
  listAt(assertAccepted(await readOrder(api, orderId)), "shopping_cart", "items").map((item) =>
    objectAt(item),
  );

test("the next refund by cart starts from the cart that the last one left", async () => {
  const sold = await sell(cart);
  const back = { ...chair, quantity: 1, unit_price: -10 };
  assertAccepted(await refund(sold.orderId, checkout(chair, back)));
  const left = await itemsOf(sold.orderId);
  assert.deepEqual(
    left.map((item) => [item["unit_price"], item["quantity"]]),
    [
      [10, 2],
      [-10, 1],
    ],
  );
  await clock.advance(guardSeconds + 60);
  assertAccepted(await refund(sold.orderId, checkout(...left, back)));
  assert.equal(await stateOf(sold.orderId), "refunded/completed 2420");
  await nightlyRun();
  assert.deepEqual(await givenBack(sold), [1210, 1210]);
});

test("a refund by cart that is taken back leaves the cart as it was, so the next one is not too much", async () => {
  const sold = await sell(cart);
  const back = { ...chair, quantity: 1, unit_price: -10 };
  const id = await refundId(sold.orderId, checkout(chair, back));
  assertAccepted(await voided(sold.orderId, id));
  await clock.advance(guardSeconds + 60);
  assertAccepted(await refund(sold.orderId, checkout(...(await itemsOf(sold.orderId)), back)));
  assert.equal(await stateOf(sold.orderId), "partial_refunded/completed 1210");
});

test("a card order with both an amount and a cart is refunded by the amount", async () => {
  const { orderId } = await sell(cart);
  assertAccepted(
    await refund(orderId, { amount: 100, ...checkout(chair, { ...chair, quantity: 1, unit_price: -10 }) }),
  );
  assert.equal(await stateOf(orderId), "partial_refunded/completed 100");
});

test("a cart that is worth more than the order, or as much, refunds nothing", async () => {
  const { orderId } = await sell(cart);
  for (const quantity of [2, 3]) {
    assertRefused(await refund(orderId, checkout({ ...chair, quantity })), { code: 1034 });
  }
  assert.equal(await stateOf(orderId), "completed/completed 0");
});
