import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, callJson, readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertNotStored, assertRefused, statusesOf } from "../support/expectations.ts";
import { at, type Json, type JsonObject, listAt, numberAt, parseJson, textAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId, type OrderBody } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import type { Fault } from "../support/simulator-controls.ts";
import { startWorld } from "../support/world.ts";
import { assertProved } from "./ledger.ts";

// Goal: a refund, capture or release whose answer is lost, to the link or to a crash, happens once. Method: only a part
// of the payment is taken or given back, so that a second message under a new reference would find room and show in the
// acquirer's books. Contract: docs/protocols/card-link.md, "Completion, refund and release"; orders.md §5.

const world = await startWorld();
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
});
const { api, clock, controls } = world;

/** Whatever the hour: past the next midnight in Amsterdam, when refunds are sent. */
const nightSeconds = 25 * 3_600;

interface FaultHere extends Fault {
  readonly where: "refund" | "completion" | "release";
}

/** The last one strikes the repeat too. */
const faults = [
  { kind: "no-answer", count: 1 },
  { kind: "wrong-stan", count: 1 },
  { kind: "cut-after", count: 2 },
] as const;

const arm = async (fault: FaultHere): Promise<void> => await controls.fault(fault);

/** Comes back when the acquirer has had the message, and its answer is lost or on its way to be. */
async function strikes(fault: Fault): Promise<void> {
  const left = fault.count - 1;
  await eventually(`the fault ${fault.kind} strikes`, async () => {
    const armed = await callJson(`${world.simulatorUrl}/control/faults`, { method: "GET" });
    const waiting = listAt(armed.body, "faults").map((one) => numberAt(one, "count"));
    return (waiting[0] ?? 0) <= left ? true : null;
  });
}

async function assertUsedUp(): Promise<void> {
  assert.equal(await controls.armedFaults(), 0);
}

interface Made {
  readonly orderId: string;
  /** Of the payment in the acquirer's books. */
  readonly rrn: string;
  /** Where the shop hears of the order. */
  readonly path: string;
}

async function make(members: OrderBody = {}): Promise<Made> {
  const orderId = newOrderId();
  const path = `/n/${orderId}`;
  const body = directOrderWithout3ds({
    order_id: orderId,
    payment_options: { notification_url: `${shop.url}${path}`, notification_method: "POST" },
    ...members,
  });
  assert.equal(assertAccepted(await api("POST", "/orders", body))["status"], "completed");
  await shop.receives(path, 1);
  return { orderId, path, rrn: textAt((await entries()).at(-1), "rrn") };
}

const authorize = async (): Promise<Made> => await make({ capture: "manual" });

const refund = async (orderId: string): Promise<ApiAnswer> =>
  await api("POST", `/orders/${orderId}/refunds`, { currency: "EUR", amount: 250 });

const capture = async (orderId: string, newId: string): Promise<ApiAnswer> =>
  await api("POST", `/orders/${orderId}/capture`, { amount: 400, new_order_id: newId });

const release = async (orderId: string): Promise<ApiAnswer> =>
  await api("PATCH", `/capture/${orderId}`, { status: "cancelled" });

const orderOf = async (orderId: string): Promise<JsonObject> => assertAccepted(await readOrder(api, orderId));

const relatedStatuses = async (orderId: string): Promise<readonly Json[]> =>
  listAt((await orderOf(orderId))["related_transactions"]).map((related) => at(related, "status"));

async function entries(): Promise<readonly Json[]> {
  return listAt((await callJson(`${world.simulatorUrl}/control/books`, { method: "GET" })).body, "entries");
}

/** Amounts that the acquirer moved for a payment, refused messages included: there must be none. */
const moved = async (kind: "refund" | "completion", { rrn }: Made): Promise<readonly number[]> =>
  (await entries())
    .filter((entry) => at(entry, "kind") === kind && at(entry, "originalRrn") === rrn)
    .map((entry) => numberAt(entry, "amountMinor"));

async function isReleased({ rrn }: Made): Promise<boolean> {
  return at((await entries()).find((entry) => at(entry, "rrn") === rrn) ?? null, "released") === true;
}

/** The last call of the path, once there are so many. */
async function lastTold(path: string, count: number): Promise<string> {
  const body = parseJson((await shop.receives(path, count)).at(-1)?.body ?? "");
  return `${textAt(body, "order_id")} ${textAt(body, "status")}/${textAt(body, "financial_status")}`;
}

async function assertRefundedOnce(sold: Made): Promise<void> {
  assert.deepEqual(await moved("refund", sold), [250]);
  assert.deepEqual(await relatedStatuses(sold.orderId), ["completed"]);
  assert.equal(await statusesOf(api, sold.orderId), "partial_refunded/completed");
  assert.equal((await orderOf(sold.orderId))["amount_refunded"], 250);
}

async function assertCapturedOnce(order: Made, partId: string): Promise<void> {
  assert.deepEqual(await moved("completion", order), [400]);
  assert.deepEqual(await relatedStatuses(order.orderId), ["completed"]);
  const original = await orderOf(order.orderId);
  assert.equal(at(original, "payment_details", "capture_remain"), 600);
  assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
  assert.equal((await orderOf(partId))["amount"], 400);
  assert.equal(await statusesOf(api, partId), "completed/completed");
}

async function assertReleasedOnce(order: Made): Promise<void> {
  assert.equal(await isReleased(order), true);
  assert.deepEqual(await relatedStatuses(order.orderId), ["completed"]);
  assert.equal(await statusesOf(api, order.orderId), "void/void");
}

for (const fault of faults) {
  test(`a refund with the fault ${fault.kind} is sent again under its reference, and given back once`, async () => {
    const sold = await make();
    const { heldMinor } = await controls.books();
    assertAccepted(await refund(sold.orderId));
    await shop.receives(sold.path, 2);
    await arm({ ...fault, where: "refund" });
    await clock.advance(nightSeconds);
    await assertUsedUp();
    await assertRefundedOnce(sold);
    assert.equal((await controls.books()).heldMinor, heldMinor - 250);
    assert.equal(await lastTold(sold.path, 3), `${sold.orderId} partial_refunded/completed`);
    await clock.advance(nightSeconds);
    await assertRefundedOnce(sold);
    assert.equal(shop.calls(sold.path).length, 3);
  });

  test(`a capture with the fault ${fault.kind} is 1021, goes on by itself, and takes the money once`, async () => {
    const order = await authorize();
    const partId = newOrderId("part");
    const { heldMinor } = await controls.books();
    await arm({ ...fault, where: "completion" });
    const answer = capture(order.orderId, partId);
    await strikes(fault);
    assertRefused(await capture(order.orderId, newOrderId()), { code: 1000 });
    assertRefused(await release(order.orderId), { code: 1000 });
    assertRefused(await answer, { code: 1021 });
    assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
    await assertNotStored(api, partId);
    await clock.advance(300);
    await assertUsedUp();
    await assertCapturedOnce(order, partId);
    assert.equal((await controls.books()).heldMinor, heldMinor + 400);
    assert.equal(await lastTold(order.path, 2), `${partId} completed/completed`);
  });

  test(`a release with the fault ${fault.kind} is 1021, goes on by itself, and gives up the rest`, async () => {
    const order = await authorize();
    const { heldMinor } = await controls.books();
    await arm({ ...fault, where: "release" });
    const answer = release(order.orderId);
    await strikes(fault);
    assertRefused(await capture(order.orderId, newOrderId()), { code: 1000 });
    assertRefused(await answer, { code: 1021 });
    assert.equal(await statusesOf(api, order.orderId), "completed/initialized");
    await clock.advance(300);
    await assertUsedUp();
    await assertReleasedOnce(order);
    assert.deepEqual(await moved("completion", order), []);
    assert.equal((await controls.books()).heldMinor, heldMinor);
    assert.equal(await lastTold(order.path, 2), `${order.orderId} void/void`);
  });
}

test("a full capture whose answer is lost completes the order itself", async () => {
  const order = await authorize();
  await arm({ kind: "cut-after", count: 1, where: "completion" });
  assertRefused(await api("POST", `/orders/${order.orderId}/capture`, {}), { code: 1021 });
  await clock.advance(300);
  assert.deepEqual(await moved("completion", order), [1000]);
  assert.equal(await lastTold(order.path, 2), `${order.orderId} completed/completed`);
  assert.equal(await statusesOf(api, order.orderId), "completed/completed");
});

test("an authorization that expires while the link fails is given up all the same", async () => {
  const order = await authorize();
  await arm({ kind: "cut-after", count: 2, where: "release" });
  await clock.advance(7 * 86_400 + 600);
  await assertUsedUp();
  await assertReleasedOnce(order);
});

test("killed between the acceptance and the night: the refund is sent once, by the next process", async () => {
  const sold = await make();
  assertAccepted(await refund(sold.orderId));
  await world.killGateway();
  await world.restartGateway();
  assert.equal(await statusesOf(api, sold.orderId), "partial_refunded/completed");
  await clock.advance(nightSeconds);
  await assertRefundedOnce(sold);
});

test("killed with a refund under way, and restarted afterwards: it is given back once", async () => {
  const sold = await make();
  assertAccepted(await refund(sold.orderId));
  const fault = { kind: "no-answer", count: 1 };
  await arm({ ...fault, where: "refund" });
  const lost = clock.advance(nightSeconds).catch(() => null);
  await strikes(fault);
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  await clock.advance(nightSeconds);
  await assertRefundedOnce(sold);
  await world.restartGateway();
  await clock.advance(nightSeconds);
  await assertRefundedOnce(sold);
});

test("killed with a capture under way: the next process finds out, and the part is captured once", async () => {
  const order = await authorize();
  const partId = newOrderId("part");
  const fault = { kind: "no-answer", count: 1 };
  await arm({ ...fault, where: "completion" });
  const lost = capture(order.orderId, partId).catch(() => null);
  await strikes(fault);
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  await clock.advance(300);
  await assertCapturedOnce(order, partId);
});

test("killed with a release under way: the next process finds out", async () => {
  const order = await authorize();
  const fault = { kind: "no-answer", count: 1 };
  await arm({ ...fault, where: "release" });
  const lost = release(order.orderId).catch(() => null);
  await strikes(fault);
  await world.killGateway();
  assert.equal(await lost, null);
  await world.restartGateway();
  await clock.advance(300);
  await assertReleasedOnce(order);
});

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
