import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, callJson, readOrder } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import {
  assertAccepted,
  assertNotStored,
  assertRefused,
  assertRefusedSomehow,
  statusesOf,
} from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
} from "../support/json.ts";
import { cards, directOrder, directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";

// Goal: of an authorization exactly what the shop takes is moved, never more, and the rest is given up. Method: every
// order is held against the acquirer's own books. Contract: orders.md §5; cards-3ds.md §11; statuses.md §3.2.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

const daySeconds = 86_400;
/** Whatever the hour: past the next midnight in Amsterdam, when refunds are sent. */
const nightSeconds = 25 * 3_600;

interface Authorized {
  readonly orderId: string;
  readonly created: JsonObject;
  /** Of the authorization in the acquirer's books. */
  readonly rrn: string;
  /** Where the shop hears of the order. */
  readonly path: string;
}

const reporting = (orderId: string): OrderBody => ({
  order_id: orderId,
  capture: "manual",
  payment_options: { notification_url: `${shop.url}/n/${orderId}`, notification_method: "POST" },
});

async function authorize(number: string = cards.visa): Promise<Authorized> {
  const orderId = newOrderId();
  const body = directOrderWithout3ds(reporting(orderId), { number });
  const created = assertAccepted(await api("POST", "/orders", body));
  const path = `/n/${orderId}`;
  await shop.receives(path, 1);
  const entry = (await entries()).at(-1);
  assert.equal(textAt(entry, "kind"), "authorization");
  return { orderId, created, rrn: textAt(entry, "rrn"), path };
}

const capture = async (orderId: string, members: OrderBody = {}): Promise<ApiAnswer> =>
  await api("POST", `/orders/${orderId}/capture`, members);

const release = async (orderId: string, members: OrderBody = {}): Promise<ApiAnswer> =>
  await api("PATCH", `/capture/${orderId}`, { status: "cancelled", reason: "Out of stock", ...members });

const refund = async (orderId: string, members: OrderBody = {}): Promise<ApiAnswer> =>
  await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", ...members });

const orderOf = async (orderId: string): Promise<JsonObject> => assertAccepted(await readOrder(api, orderId));

const remainOf = async (orderId: string): Promise<Json> =>
  at(await orderOf(orderId), "payment_details", "capture_remain");

const relatedOf = async (orderId: string): Promise<readonly Json[]> =>
  listAt((await orderOf(orderId))["related_transactions"]);

async function books(): Promise<JsonObject> {
  return objectAt((await callJson(`${world.simulatorUrl}/control/books`, { method: "GET" })).body);
}

const entries = async (): Promise<readonly Json[]> => listAt(await books(), "entries");

/** What the acquirer moved for an authorization: amounts of its completions. */
const takenOf = async ({ rrn }: Authorized): Promise<readonly number[]> =>
  (await followUps("completion", rrn)).map((entry) => numberAt(entry, "amountMinor"));

const followUps = async (kind: string, originalRrn: string): Promise<readonly Json[]> =>
  (await entries()).filter(
    (entry) =>
      at(entry, "kind") === kind &&
      at(entry, "originalRrn") === originalRrn &&
      at(entry, "approved") === true,
  );

async function isReleased({ rrn }: Authorized): Promise<boolean> {
  const entry = (await entries()).find((one) => at(one, "rrn") === rrn);
  return at(entry, "released") === true;
}

/** Euro cents that the acquirer still reserves on cards. */
async function reservedMinor(): Promise<number> {
  const reserved = (await books())["reservedMinor"];
  return isObject(reserved) && "978" in reserved ? numberAt(reserved, "978") : 0;
}

const statusesTold = (path: string): readonly string[] =>
  shop.calls(path).map((call) => {
    const order = parseJson(call.body);
    return `${textAt(order, "status")}/${textAt(order, "financial_status")}`;
  });

const orderTimeMs = (time: Json | undefined): number => Date.parse(`${textAt(time)}Z`);

for (const [brand, number, days] of [
  ["Visa", cards.visa, 7],
  ["Mastercard", cards.mastercard, 30],
  ["Maestro", cards.maestro, 30],
] as const) {
  test(`capture manual reserves on ${brand} for ${days} days and moves nothing`, async () => {
    const { heldMinor } = await world.controls.books();
    const reserved = await reservedMinor();
    const { created } = await authorize(number);
    assert.equal(created["status"], "completed");
    assert.equal(created["financial_status"], "initialized");
    const details = objectAt(created["payment_details"]);
    assert.equal(details["capture"], "manual");
    assert.equal(details["capture_remain"], 1000);
    const lifeMs = orderTimeMs(details["capture_expiry"]) - orderTimeMs(created["created"]);
    // Wall clock of Amsterdam: a change of summer time in between is an hour.
    assert.ok(Math.abs(lifeMs - days * daySeconds * 1_000) <= 3_660_000, `${lifeMs} ms`);
    assert.equal((await world.controls.books()).heldMinor, heldMinor);
    assert.equal(await reservedMinor(), reserved + 1000);
  });
}

test("GET and the notification tell of the authorization as the create response does", async () => {
  const { orderId, created, path } = await authorize();
  const read = await orderOf(orderId);
  assert.deepEqual(read["payment_details"], created["payment_details"]);
  assert.equal(await statusesOf(api, orderId), "completed/initialized");
  assert.deepEqual(parseJson(shop.calls(path)[0]?.body ?? ""), read);
});

test("an order that is captured at once has no members of manual capture", async () => {
  const order = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
  const details = objectAt(order["payment_details"]);
  for (const name of ["capture", "capture_expiry", "capture_remain"]) {
    assert.equal(name in details, false, name);
  }
});

test("after a challenge too the money is only reserved", async () => {
  const orderId = newOrderId();
  const body = directOrder({ ...reporting(orderId), payment_options: { redirect_url: `${shop.url}/ok` } });
  const created = assertAccepted(await api("POST", "/orders", body));
  assert.equal(created["status"], "initialized");
  const challenge = await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));
  const end = await answerChallenge(shopper, challenge, "Y");
  assert.equal(end.leftFor, `${shop.url}/ok?transactionid=${orderId}`);
  assert.equal(await statusesOf(api, orderId), "completed/initialized");
  assert.equal(await remainOf(orderId), 1000);
  assertAccepted(await capture(orderId));
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

for (const [name, members] of [
  ["by its amount", { amount: 1000 }],
  ["by its amount as text", { amount: "1000" }],
  ["without an amount", {}],
  ["with an empty amount", { amount: "" }],
  ["as the PHP SDK sends it", { amount: 1000, new_order_status: "completed", reason: "Sent", invoice_id: 1 }],
] as const) {
  test(`all of it ${name}: the order itself is paid`, async () => {
    const order = await authorize();
    const data = assertAccepted(await capture(order.orderId, members));
    assert.deepEqual(Object.keys(data).toSorted(), ["order_id", "transaction_id"]);
    assert.equal(data["order_id"], order.orderId);
    assert.equal(data["transaction_id"], order.created["transaction_id"]);
    assert.equal(await statusesOf(api, order.orderId), "completed/completed");
    assert.equal(await remainOf(order.orderId), 0);
    assert.deepEqual(await takenOf(order), [1000]);
    await shop.receives(order.path, 2);
    assert.deepEqual(statusesTold(order.path), ["completed/initialized", "completed/completed"]);
  });
}

test("a part becomes a paid order of its own, and the rest stays reserved", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  const data = assertAccepted(await capture(order.orderId, { amount: 400, new_order_id: partId }));
  assert.deepEqual(Object.keys(data).toSorted(), ["order_id", "transaction_id"]);
  assert.equal(data["order_id"], partId);
  assert.notEqual(data["transaction_id"], order.created["transaction_id"]);

  const part = await orderOf(partId);
  assert.equal(part["order_id"], partId);
  assert.equal(part["amount"], 400);
  assert.equal(part["amount_refunded"], 0);
  assert.equal(part["currency"], "EUR");
  assert.equal(part["transaction_id"], data["transaction_id"]);
  assert.equal(await statusesOf(api, partId), "completed/completed");
  assert.equal(objectAt(part["payment_details"])["type"], "VISA");
  assert.equal(at(part, "payment_methods", 0, "amount"), 400);

  const original = await orderOf(order.orderId);
  assert.equal(original["amount"], 1000);
  assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
  assert.equal(await remainOf(order.orderId), 600);
  assert.deepEqual(await takenOf(order), [400]);
  assert.equal(await isReleased(order), false);
});

test("the shop is told of a part under the part's own id", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  assertAccepted(await capture(order.orderId, { amount: 400, new_order_id: partId }));
  const call = (await shop.receives(order.path, 2)).at(-1);
  assert.equal(call?.query.get("transactionid"), partId);
  assert.deepEqual(parseJson(call?.body ?? ""), await orderOf(partId));
});

test("a captured part stands among the related transactions of its order", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  assertAccepted(await capture(order.orderId, { amount: "400", new_order_id: partId }));
  const [related, ...others] = await relatedOf(order.orderId);
  assert.equal(others.length, 0);
  assert.equal(at(related, "type"), "capture");
  assert.equal(at(related, "status"), "completed");
  assert.equal(at(related, "amount"), 400);
  assert.equal(at(related, "currency"), "EUR");
  assert.deepEqual(at(related, "costs"), []);
  assert.equal(at(related, "items"), null);
  assert.equal(at(related, "reference_transaction_id"), order.created["transaction_id"]);
  assert.ok(numberAt(related, "transaction_id") > 0);
  for (const name of ["created", "modified"]) {
    assert.match(textAt(related, name), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
  }
});

test("several parts lower what remains, and the last of it completes the order", async () => {
  const order = await authorize();
  const parts: string[] = [];
  for (const [amount, remain] of [
    [300, 700],
    [1, 699],
    [300, 399],
  ] as const) {
    const partId = newOrderId("part");
    parts.push(partId);
    assertAccepted(await capture(order.orderId, { amount, new_order_id: partId }));
    assert.equal(await remainOf(order.orderId), remain);
  }
  assertRefused(await capture(order.orderId, { amount: 400, new_order_id: newOrderId() }), { code: 1001 });
  assert.equal(assertAccepted(await capture(order.orderId))["order_id"], order.orderId);
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  assert.equal(await remainOf(order.orderId), 0);
  assert.deepEqual(await takenOf(order), [300, 1, 300, 399]);
  for (const partId of parts) assert.equal(await statusesOf(api, partId), "completed/completed");
});

for (const [name, members, code] of [
  ["more than was authorized", { amount: 1001 }, 1001],
  ["an amount with a fraction", { amount: 4.5, new_order_id: newOrderId() }, 1001],
  ["a negative amount", { amount: -1, new_order_id: newOrderId() }, 1001],
  ["an amount that is no number", { amount: "all" }, 1001],
  ["a part without an id of its own", { amount: 400 }, 1006],
  ["a part with an empty id", { amount: 400, new_order_id: "" }, 1006],
  ["a part with an id of 51 characters", { amount: 400, new_order_id: "x".repeat(51) }, 1006],
] as const) {
  test(`refuses ${name} with ${code} and moves nothing`, async () => {
    const order = await authorize();
    assertRefused(await capture(order.orderId, members), { code });
    assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
    assert.equal(await remainOf(order.orderId), 1000);
    assert.deepEqual(await takenOf(order), []);
  });
}

test("refuses a part under an id that is used, the order's own included", async () => {
  const order = await authorize();
  const other = assertAccepted(await api("POST", "/orders", directOrderWithout3ds()));
  for (const used of [textAt(other["order_id"]), order.orderId]) {
    assertRefused(await capture(order.orderId, { amount: 400, new_order_id: used }), { code: 1006 });
  }
  assert.equal(at(await orderOf(textAt(other["order_id"])), "amount"), 1000);
  assert.deepEqual(await takenOf(order), []);
});

test("only what is authorized and not captured can be captured or released", async () => {
  const captured = await authorize();
  assertAccepted(await capture(captured.orderId));
  const released = await authorize();
  assertAccepted(await release(released.orderId));
  const others = [
    directOrder(),
    directOrder({ capture: "manual" }),
    directOrderWithout3ds(),
    directOrderWithout3ds({ capture: "manual" }, { number: cards.visaInsufficientFunds }),
  ];
  for (const body of others) assertAccepted(await api("POST", "/orders", body));
  const orderIds = [captured.orderId, released.orderId, ...others.map((body) => String(body["order_id"]))];
  for (const orderId of orderIds) {
    const before = await orderOf(orderId);
    assertRefused(await capture(orderId), { code: 1000 });
    assertRefused(await capture(orderId, { amount: 1, new_order_id: newOrderId() }), { code: 1000 });
    assertRefused(await release(orderId), { code: 1000 });
    assert.deepEqual(await orderOf(orderId), before);
  }
  assert.deepEqual(await takenOf(captured), [1000]);
});

test("an order that does not exist is 1006, for capture and release", async () => {
  assertRefused(await capture(newOrderId(), { amount: 1 }), { code: 1006 });
  assertRefused(await release(newOrderId()), { code: 1006 });
});

test("a release gives up the whole authorization, and says so in three members", async () => {
  const reserved = await reservedMinor();
  const order = await authorize();
  const data = assertAccepted(await release(order.orderId));
  assert.deepEqual(Object.keys(data).toSorted(), ["order_id", "success", "transaction_id"]);
  assert.equal(data["order_id"], order.orderId);
  assert.equal(data["success"], true);
  assert.ok(Number.isSafeInteger(data["transaction_id"]) && numberAt(data["transaction_id"]) > 0);
  assert.equal(await statusesOf(api, order.orderId), "void/void");
  const [related] = await relatedOf(order.orderId);
  assert.equal(at(related, "type"), "auth-cancellation");
  assert.equal(at(related, "status"), "completed");
  assert.equal(await isReleased(order), true);
  assert.equal(await reservedMinor(), reserved);
  await shop.receives(order.path, 2);
  assert.deepEqual(statusesTold(order.path), ["completed/initialized", "void/void"]);
});

test("a release needs no reason, and no other status", async () => {
  const order = await authorize();
  for (const status of ["completed", "", null]) {
    const answer = await release(order.orderId, { status });
    assertRefused(answer, { code: 1000 });
  }
  assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
  assertAccepted(await release(order.orderId, { reason: undefined }));
  assert.equal(await statusesOf(api, order.orderId), "void/void");
});

test("a release after a part gives up the rest, and the part stays paid", async () => {
  const reserved = await reservedMinor();
  const order = await authorize();
  const partId = newOrderId("part");
  assertAccepted(await capture(order.orderId, { amount: 400, new_order_id: partId }));
  assert.equal(assertAccepted(await release(order.orderId))["order_id"], order.orderId);
  assert.equal(await statusesOf(api, order.orderId), "void/void");
  assert.equal(await statusesOf(api, partId), "completed/completed");
  assert.deepEqual(
    (await relatedOf(order.orderId)).map((related) => [at(related, "type"), at(related, "amount")]),
    [
      ["capture", 400],
      ["auth-cancellation", 600],
    ],
  );
  assert.equal(await isReleased(order), true);
  assert.deepEqual(await takenOf(order), [400]);
  assert.equal(await reservedMinor(), reserved);
});

for (const [brand, number, days] of [
  ["Visa", cards.visa, 7],
  ["Mastercard", cards.mastercard, 30],
] as const) {
  test(`what nobody captures on ${brand} is given up after ${days} days, and not before`, async () => {
    const order = await authorize(number);
    await clock.advance(days * daySeconds - 120);
    assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
    assert.equal(await isReleased(order), false);
    await clock.advance(180);
    assert.equal(await statusesOf(api, order.orderId), "void/void");
    assert.equal(await isReleased(order), true);
    assert.equal(at((await relatedOf(order.orderId))[0], "type"), "auth-cancellation");
    await shop.receives(order.path, 2);
    assert.deepEqual(statusesTold(order.path), ["completed/initialized", "void/void"]);
    assertRefused(await capture(order.orderId), { code: 1000 });
    assert.deepEqual(await takenOf(order), []);
  });
}

test("the rest of a partly captured authorization expires, and the part stays paid", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  assertAccepted(await capture(order.orderId, { amount: 400, new_order_id: partId }));
  await clock.advance(7 * daySeconds + 60);
  assert.equal(await statusesOf(api, order.orderId), "void/void");
  assert.equal(await statusesOf(api, partId), "completed/completed");
  assert.equal(await isReleased(order), true);
  assert.deepEqual(await takenOf(order), [400]);
});

test("a captured order does not expire", async () => {
  const order = await authorize();
  assertAccepted(await capture(order.orderId));
  await clock.advance(8 * daySeconds);
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
  assert.equal(await isReleased(order), false);
});

test("of two captures of everything at the same time exactly one succeeds", async () => {
  const order = await authorize();
  const answers = await Promise.all([capture(order.orderId), capture(order.orderId)]);
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
  for (const answer of answers) if (answer.status !== 200) assertRefused(answer, { code: 1000 });
  assert.deepEqual(await takenOf(order), [1000]);
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
});

test("of a capture and a release at the same time exactly one succeeds", async () => {
  const order = await authorize();
  const [taking, giving] = await Promise.all([capture(order.orderId), release(order.orderId)]);
  const isTaken = taking.status === 200;
  assertRefused(isTaken ? giving : taking, { code: 1000 });
  assertAccepted(isTaken ? taking : giving);
  assert.equal(await statusesOf(api, order.orderId), isTaken ? "completed/completed" : "void/void");
  assert.deepEqual(await takenOf(order), isTaken ? [1000] : []);
  assert.equal(await isReleased(order), !isTaken);
});

test("ten parts at the same time never exceed the authorization, and each is an order", async () => {
  const order = await authorize();
  const partIds = Array.from({ length: 10 }, () => newOrderId("part"));
  const answers = await Promise.all(
    partIds.map((partId) => capture(order.orderId, { amount: 150, new_order_id: partId })),
  );
  const taken = partIds.filter((_, index) => answers[index]?.status === 200);
  assert.ok(taken.length >= 1 && taken.length <= 6, String(taken.length));
  for (const answer of answers) if (answer.status !== 200) assertRefusedSomehow(answer);
  assert.deepEqual(
    await takenOf(order),
    taken.map(() => 150),
  );
  assert.equal(await remainOf(order.orderId), 1000 - 150 * taken.length);
  for (const partId of partIds) {
    if (taken.includes(partId)) assert.equal(at(await orderOf(partId), "amount"), 150);
    else await assertNotStored(api, partId);
  }
});

test("two parts that want one id at the same time never become one order", async () => {
  const orders = [await authorize(), await authorize()];
  const partId = newOrderId("part");
  const answers = await Promise.all(
    orders.map(({ orderId }) => capture(orderId, { amount: 400, new_order_id: partId })),
  );
  const made = answers
    .filter((answer) => answer.status === 200)
    .map((answer) => textAt(assertAccepted(answer)["order_id"]));
  assert.ok(made.includes(partId));
  for (const answer of answers) if (answer.status !== 200) assertRefused(answer, { code: 1006 });
  assert.equal(new Set(made).size, made.length);
  for (const id of made) assert.equal(at(await orderOf(id), "amount"), 400);
  const taken = [
    ...(await takenOf(orders[0] ?? assert.fail())),
    ...(await takenOf(orders[1] ?? assert.fail())),
  ];
  assert.deepEqual(
    taken,
    made.map(() => 400),
  );
});

async function completionRrn({ rrn }: Authorized): Promise<string> {
  return textAt((await followUps("completion", rrn)).at(-1), "rrn");
}

test("a captured order is refunded against its capture", async () => {
  const order = await authorize();
  assertAccepted(await capture(order.orderId));
  assertAccepted(await refund(order.orderId, { amount: 250 }));
  assert.equal(await statusesOf(api, order.orderId), "partial_refunded/completed");
  await clock.advance(nightSeconds);
  assert.deepEqual(
    (await followUps("refund", await completionRrn(order))).map((entry) => numberAt(entry, "amountMinor")),
    [250],
  );
  const refunds = (await relatedOf(order.orderId)).filter((related) => at(related, "type") === "refund");
  assert.deepEqual(
    refunds.map((related) => at(related, "status")),
    ["completed"],
  );
});

test("a captured part is refunded under its own id, up to its own amount", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  assertAccepted(await capture(order.orderId, { amount: 400, new_order_id: partId }));
  assertRefused(await refund(order.orderId), { code: 1034 });
  assertRefused(await refund(partId, { amount: 401 }), { code: 1034 });
  assertAccepted(await refund(partId));
  assert.equal(await statusesOf(api, partId), "refunded/completed");
  await clock.advance(nightSeconds);
  assert.deepEqual(
    (await followUps("refund", await completionRrn(order))).map((entry) => numberAt(entry, "amountMinor")),
    [400],
  );
  assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
  assert.equal(await remainOf(order.orderId), 600);
});

test("an order whose last part was captured is refunded by that part alone", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  assertAccepted(await capture(order.orderId, { amount: 400, new_order_id: partId }));
  assertAccepted(await capture(order.orderId));
  assertRefused(await refund(order.orderId, { amount: 601 }), { code: 1034 });
  assertAccepted(await refund(order.orderId));
  await clock.advance(nightSeconds);
  assert.equal(at(await orderOf(order.orderId), "amount_refunded"), 600);
  assert.equal(await statusesOf(api, order.orderId), "refunded/completed");
  assert.deepEqual(
    (await followUps("refund", await completionRrn(order))).map((entry) => numberAt(entry, "amountMinor")),
    [600],
  );
  assert.equal(await statusesOf(api, partId), "completed/completed");
});

test("a wrong key captures and releases nothing", async () => {
  const order = await authorize();
  const headers = { api_key: "0123456789abcdef0123456789abcdef01234567" };
  for (const answer of [
    await api("POST", `/orders/${order.orderId}/capture`, {}, headers),
    await api("PATCH", `/capture/${order.orderId}`, { status: "cancelled" }, headers),
  ]) {
    assertRefused(answer, { code: 1032, status: 401 });
  }
  assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
});

test("an order that is posted anew after a release begins without the past of its old payment", async () => {
  const { orderId } = await authorize();
  assertAccepted(await capture(orderId, { amount: 400, new_order_id: newOrderId("part") }));
  assertAccepted(await release(orderId));
  assert.equal(await statusesOf(api, orderId), "void/void");
  assertAccepted(await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId })));
  assert.equal((await orderOf(orderId))["related_transactions"], null);
  assertAccepted(await refund(orderId, { amount: 1000 }));
  assert.equal(await statusesOf(api, orderId), "refunded/completed");
});
