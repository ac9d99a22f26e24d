import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, readOrder } from "../support/api.ts";
import { answerChallenge, reachChallenge } from "../support/challenge.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { type Page, visitor } from "../support/forms.ts";
import { type JsonObject, listAt, numberAt, parseJson, textAt } from "../support/json.ts";
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

// Goal: what a shop may report and decide about an order, and what it may not. Contract: orders.md §4; statuses.md §3,
// §7; notifications.md §2.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock, controls } = world;
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Made {
  readonly orderId: string;
  /** Where the shop hears of the order. */
  readonly path: string;
  readonly created: JsonObject;
}

async function make(body: OrderBody): Promise<Made> {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  const paymentOptions = {
    notification_url: `${shop.url}${path}`,
    notification_method: "POST",
    redirect_url: `${shop.url}/ok`,
    cancel_url: `${shop.url}/no`,
  };
  const request = { ...body, order_id: orderId, payment_options: paymentOptions };
  return { orderId, path, created: assertAccepted(await api("POST", "/orders", request)) };
}

const patch = async (orderId: string, body: unknown): Promise<ApiAnswer> =>
  await api("PATCH", `/orders/${encodeURIComponent(orderId)}`, body);

/** An update that succeeds says no more than that. */
async function update(orderId: string, body: unknown): Promise<void> {
  assert.deepEqual(assertAccepted(await patch(orderId, body)), {});
}

/** What the shop heard, after as many calls as given: the status in each. */
async function told(path: string, count: number): Promise<readonly string[]> {
  return (await shop.receives(path, count)).map((call) => textAt(parseJson(call.body), "status"));
}

const paid = (): OrderBody => directOrderWithout3ds();
const inReview = (): OrderBody => directOrderWithout3ds({}, { number: cards.visaUnclearedThenCompleted });
const declinedCard = (): OrderBody => directOrderWithout3ds({}, { number: cards.visaInsufficientFunds });

const tracking = {
  tracktrace_code: "3SEXAMPLE0001",
  tracktrace_url: "https://carrier.example.com/track/3SEXAMPLE0001",
  carrier: "Example Carrier",
  ship_date: "2026-02-01",
  reason: "Sent from warehouse",
  invoice_id: "INV-2026-001",
  invoice_url: "https://shop.example.com/invoices/INV-2026-001",
  po_number: "PO-1",
};

test("a paid order is reported as shipped, with tracking and invoice", async () => {
  const { orderId, path } = await make(paid());
  await shop.receives(path, 1);
  await update(orderId, { status: "shipped", ...tracking });
  assert.equal(await statusesOf(api, orderId), "shipped/completed");
  assert.deepEqual(await told(path, 2), ["completed", "shipped"]);
});

for (const [name, body] of [
  ["nothing more", { status: "shipped" }],
  ["the members of the PHP SDK", { status: "shipped", id: "1", memo: "", ...tracking }],
  ["the members of the Node wrapper", { status: "shipped", plugin: { shop: "Example", shop_version: "1" } }],
  ["a date in another form", { status: "shipped", ship_date: "12/01/2022" }],
  ["a part of the amount as text", { status: "shipped", amount: "500" }],
  ["a part of the amount as PHP names it", { status: "shipped", partial_shipment_amount: 500 }],
  ["numbers for text", { status: "shipped", invoice_id: 4711, po_number: 12 }],
  ["members that are null", { status: "shipped", tracktrace_code: null, carrier: null }],
] as const) {
  test(`takes shipped with ${name}`, async () => {
    const { orderId } = await make(paid());
    await update(orderId, body);
    assert.equal(await statusesOf(api, orderId), "shipped/completed");
  });
}

test("an order is found by its transaction id too", async () => {
  const { orderId, created } = await make(paid());
  await update(String(numberAt(created["transaction_id"])), { status: "shipped" });
  assert.equal(await statusesOf(api, orderId), "shipped/completed");
});

const scopes: readonly (readonly [name: string, members: OrderBody])[] = [
  ["without exclude_order", {}],
  ["with exclude_order 0", { exclude_order: 0 }],
  ["with exclude_order false", { exclude_order: false }],
  ["with exclude_order 1", { exclude_order: 1 }],
  ["with exclude_order true", { exclude_order: true }],
  ['with exclude_order "1"', { exclude_order: "1" }],
];

for (const [name, members] of scopes) {
  test(`cancelled ${name} ends an open page: the link is dead and the shop is told of the session`, async () => {
    const { orderId, path, created } = await make(redirectOrder());
    await update(orderId, { status: "cancelled", reason: "Out of stock", ...members });
    assert.equal(await statusesOf(api, orderId), "cancelled/cancelled");
    const [call] = await shop.receives(path, 1);
    assert.equal(call?.query.get("payload_type"), "pretransaction");
    assert.equal(textAt(parseJson(call?.body ?? ""), "status"), "cancelled");
    const page = await shopper.open(textAt(created["payment_url"]));
    assert.ok(page.status === 410 || page.status === 404, String(page.status));
    assertRefused(await patch(orderId, { status: "cancelled", ...members }), { code: 1000 });
  });
}

const atTheIssuer = async ({ created }: Made): Promise<Page> =>
  await reachChallenge(shopper, await shopper.open(textAt(created["payment_url"])));

for (const [name, members] of scopes.slice(0, 3)) {
  test(`cancelled ${name} ends a pending challenge, which cannot pay any more`, async () => {
    const made = await make(directOrder());
    const challenge = await atTheIssuer(made);
    const { heldMinor } = await controls.books();
    await update(made.orderId, { status: "cancelled", ...members });
    assert.equal(await statusesOf(api, made.orderId), "void/void");
    assert.deepEqual(await told(made.path, 1), ["void"]);
    const end = await answerChallenge(shopper, challenge, "Y");
    assert.ok(end.status < 500, String(end.status));
    assert.equal(end.leftFor?.startsWith(`${shop.url}/ok`) ?? false, false);
    await clock.advance(3_700);
    assert.equal(await statusesOf(api, made.orderId), "void/void");
    assert.equal((await controls.books()).heldMinor, heldMinor);
    assert.deepEqual(await told(made.path, 1), ["void"]);
  });
}

for (const [name, members] of scopes.slice(3)) {
  test(`cancelled ${name} leaves a payment at the issuer alone`, async () => {
    const made = await make(directOrder());
    const challenge = await atTheIssuer(made);
    assert.equal((await patch(made.orderId, { status: "cancelled", ...members })).status, 200);
    assert.equal(await statusesOf(api, made.orderId), "initialized/initialized");
    await answerChallenge(shopper, challenge, "Y");
    assert.equal(await statusesOf(api, made.orderId), "completed/completed");
  });
}

test("completed accepts a payment in review, for good", async () => {
  const { orderId, path } = await make(inReview());
  await shop.receives(path, 1);
  const { heldMinor } = await controls.books();
  await update(orderId, { status: "completed" });
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.deepEqual(await told(path, 2), ["uncleared", "completed"]);
  await clock.advance(6 * 86_400);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  assert.equal((await controls.books()).heldMinor, heldMinor);
  assert.deepEqual(await told(path, 2), ["uncleared", "completed"]);
});

for (const status of ["declined", "void"]) {
  test(`${status} rejects a payment in review, and the money goes back`, async () => {
    const { heldMinor } = await controls.books();
    const { orderId, path } = await make(inReview());
    await shop.receives(path, 1);
    assert.equal((await controls.books()).heldMinor, heldMinor + 1000);
    await update(orderId, { status });
    assert.equal(await statusesOf(api, orderId), "void/void");
    await clock.advance(6 * 86_400);
    assert.equal(await statusesOf(api, orderId), "void/void");
    assert.equal((await controls.books()).heldMinor, heldMinor);
    assert.deepEqual(await told(path, 2), ["uncleared", "void"]);
  });
}

test("an invoice alone is kept without a change of state and without a word to the shop", async () => {
  const { orderId, path } = await make(paid());
  await shop.receives(path, 1);
  await update(orderId, { invoice_id: "INV-2026-002", invoice_url: "https://shop.example.com/i/2" });
  await update(orderId, { invoice_id: 4711, plugin: {} });
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  await clock.advance(60);
  assert.deepEqual(await told(path, 1), ["completed"]);
});

interface Situation {
  readonly name: string;
  readonly body: () => OrderBody;
  /** What brings the order there, as far as creating it does not. */
  readonly reach?: (orderId: string) => Promise<unknown>;
  readonly statuses: string;
  readonly refused: readonly string[];
}

const everyStatus = ["shipped", "completed", "cancelled", "declined", "void"];
const except = (...allowed: readonly string[]): readonly string[] =>
  everyStatus.filter((status) => !allowed.includes(status));

const situations: readonly Situation[] = [
  {
    name: "open",
    body: redirectOrder,
    statuses: "initialized/initialized",
    refused: except("cancelled"),
  },
  {
    name: "at the issuer",
    body: directOrder,
    statuses: "initialized/initialized",
    refused: except("cancelled"),
  },
  {
    name: "completed",
    body: paid,
    statuses: "completed/completed",
    refused: ["cancelled", "declined", "void"],
  },
  {
    name: "authorized and not captured",
    body: () => directOrderWithout3ds({ capture: "manual" }),
    statuses: "completed/initialized",
    refused: ["cancelled", "declined", "void"],
  },
  { name: "in review", body: inReview, statuses: "uncleared/uncleared", refused: ["shipped", "cancelled"] },
  { name: "declined", body: declinedCard, statuses: "declined/declined", refused: everyStatus },
  {
    name: "expired",
    body: directOrder,
    reach: () => clock.advance(3_601),
    statuses: "expired/expired",
    refused: everyStatus,
  },
  {
    name: "void",
    body: inReview,
    reach: (orderId) => update(orderId, { status: "void" }),
    statuses: "void/void",
    refused: everyStatus,
  },
  {
    name: "cancelled",
    body: redirectOrder,
    reach: (orderId) => update(orderId, { status: "cancelled" }),
    statuses: "cancelled/cancelled",
    refused: everyStatus,
  },
  {
    name: "shipped",
    body: paid,
    reach: (orderId) => update(orderId, { status: "shipped" }),
    statuses: "shipped/completed",
    refused: except("shipped"),
  },
  {
    name: "refunded",
    body: paid,
    reach: (orderId) => api("POST", `/orders/${orderId}/refunds`, { currency: "EUR" }),
    statuses: "refunded/completed",
    refused: everyStatus,
  },
];

for (const { name, body, reach, statuses, refused } of situations) {
  test(`an order that is ${name} refuses ${refused.join(", ")}, and stays as it is`, async () => {
    const { orderId } = await make(body());
    await reach?.(orderId);
    assert.equal(await statusesOf(api, orderId), statuses);
    const before = assertAccepted(await readOrder(api, orderId));
    for (const status of refused) assertRefused(await patch(orderId, { status }), { code: 1000 });
    assert.deepEqual(assertAccepted(await readOrder(api, orderId)), before);
  });
}

test("a status that is none is refused", async () => {
  const { orderId } = await make(paid());
  for (const status of ["paid", "initialized", "refunded"]) {
    assertRefused(await patch(orderId, { status }), { code: 1000 });
  }
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("an order that does not exist is 1006", async () => {
  assertRefused(await patch(newOrderId(), { status: "shipped" }), { code: 1006 });
});

for (const body of ["[]", "null", '"shipped"', "1", "", "{"]) {
  test(`refuses the body ${JSON.stringify(body)} with 1016`, async () => {
    const { orderId } = await make(paid());
    const answer = await patch(orderId, body);
    assertRefused(answer, { code: 1016, status: answer.status });
    assert.ok(answer.status === 400 || answer.status === 404, String(answer.status));
    assert.equal(await statusesOf(api, orderId), "completed/completed");
  });
}

for (const part of [0, "0", -1, 1.5, "half", {}]) {
  test(`${JSON.stringify(part)} is no amount of a partial shipment`, async () => {
    const { orderId } = await make(paid());
    for (const member of ["amount", "partial_shipment_amount"]) {
      assertRefused(await patch(orderId, { status: "shipped", [member]: part }), { code: 1001 });
    }
    assert.equal(await statusesOf(api, orderId), "completed/completed");
  });
}

test("a card order has no expiry to extend", async () => {
  const { orderId } = await make(paid());
  assertRefused(await patch(orderId, { extend_expiration: true, reason: "Late" }), { code: 1000 });
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("a wrong key changes nothing", async () => {
  const { orderId } = await make(paid());
  const headers = { api_key: "0123456789abcdef0123456789abcdef01234567" };
  const answer = await api("PATCH", `/orders/${orderId}`, { status: "shipped" }, headers);
  assertRefused(answer, { code: 1032, status: 401 });
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("what the shop reports while the payment is under way outlives the payment's outcome", async () => {
  await controls.fault({ kind: "late-answer", count: 1, delayMs: 1500 });
  const orderId = newOrderId();
  const paying = api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }));
  await eventually("the order is there", async () =>
    (await readOrder(api, orderId)).status === 200 ? true : null,
  );
  await update(orderId, { invoice_id: "INV-7" });
  assertAccepted(await paying);
  assert.equal(await statusesOf(api, orderId), "completed/completed");
  const { body } = await api("GET", "/transactions?limit=1");
  const [line] = listAt(body, "data");
  assert.equal(textAt(line, "order_id"), orderId);
  assert.equal(textAt(line, "invoice_id"), "INV-7");
});
