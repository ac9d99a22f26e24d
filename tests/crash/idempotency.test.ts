import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callJson } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, assertRefused, statusesOf } from "../support/expectations.ts";
import { listAt, numberAt, textAt } from "../support/json.ts";
import { keyedCalls, rowsOf } from "../support/keyed-calls.ts";
import { assertReplayed, type Call, newKey, sendKeyed } from "../support/keyed.ts";
import { directOrderWithout3ds, type OrderBody, redirectOrder } from "../support/orders.ts";
import { startShop } from "../support/shop.ts";
import { startWorld } from "../support/world.ts";
import { assertProved, settled, startLedger } from "./ledger.ts";

// Goal: whenever the process dies between what a request does and its answer, the shop repeats it under its key and
// nothing is done twice, and nothing not at all. Method: the gateway ends itself at named points; a shop that hears
// nothing sends the same again; the acquirer's books are compared with our orders.

const points = await mkdtemp(join(tmpdir(), "sluis-points-"));
const world = await startWorld({
  gatewayEnvironment: {
    NODE_OPTIONS: "--conditions=sluis-fault-points",
    SLUIS_FAULT_POINTS_DIR: points,
  },
});
const shop = await startShop();
after(async () => {
  await shop.stop();
  await world.stop();
  await rm(points, { recursive: true, force: true });
});
const { api, clock } = world;
const ledger = startLedger(world);

const arm = (point: string, order: "kill" | "stop" = "kill"): Promise<void> =>
  writeFile(join(points, point), order);

/** Longer than a key is held. */
const afterTheHolder = 61;

/** Sends the call, lets the gateway die at the point, and starts another. */
async function dieAt(point: string, key: string, wanted: Call): Promise<void> {
  // What is due by itself must not come to the point first.
  await clock.advance(1);
  await arm(point);
  assert.equal(await sendKeyed(world, key, wanted).catch(() => "lost"), "lost", `${point} did not strike`);
  await world.restartGateway();
}

interface Sale {
  readonly orderId: string;
  readonly amountMinor: number;
  readonly call: Call;
}

function sale(members: OrderBody = {}): Sale {
  const { orderId, amountMinor } = ledger.place("keyed");
  const body = directOrderWithout3ds({ order_id: orderId, amount: amountMinor, ...members });
  return { orderId, amountMinor, call: { method: "POST", path: "/orders", body } };
}

async function made(members: OrderBody = {}): Promise<Sale> {
  const one = sale(members);
  assertAccepted(await api("POST", "/orders", one.call.body));
  return one;
}

/** What the acquirer has booked of the sale: an amount is of one sale only. */
async function booked({ amountMinor }: Sale): Promise<readonly string[]> {
  const { entries } = await world.controls.books();
  return entries
    .filter((entry) => entry.amountMinor === amountMinor && entry.isApproved && !entry.isReversed)
    .map(({ kind }) => kind);
}

const refundOf = (orderId: string): Call => ({
  method: "POST",
  path: `/orders/${orderId}/refunds`,
  body: { currency: "EUR", amount: 100 },
});

async function refundIds(orderId: string): Promise<readonly number[]> {
  const listed = await api("GET", `/orders/${orderId}/refunds`);
  return listAt(listed.body, "data").map((refund) => numberAt(refund, "transaction_id"));
}

for (const [kind, prepare] of Object.entries(keyedCalls(world, shop))) {
  test(`${kind} whose answer was never kept is told from what was done`, async () => {
    const wanted = await prepare();
    const key = newKey();
    const first = await sendKeyed(world, key, wanted);
    // As a process leaves it that dies before the answer.
    await world.sql(
      `update idempotency_key set status = null, answer = null, answer_key_id = null, held_until = 'epoch'
       where status is not null`,
    );
    const before = await rowsOf(world);
    const again = await sendKeyed(world, key, wanted);
    const isOnlyToldAgain =
      kind === "a notification sent again" || kind === "a document" || kind === "another expiry of a card";
    if (isOnlyToldAgain) assert.deepEqual([again.status, again.text], [first.status, first.text]);
    else assertReplayed(again, first);
    if (kind !== "a notification sent again") assert.deepEqual(await rowsOf(world), before);
    assertReplayed(await sendKeyed(world, key, wanted), first);
  });
}

test("killed between a refund and its answer: told to wait, then given the one refund", async () => {
  const { orderId } = await made();
  const key = newKey();
  const refund = refundOf(orderId);
  await dieAt("idempotencyKeys.keep.before", key, refund);
  assertRefused(await sendKeyed(world, key, refund), { code: 409, status: 409 });
  await clock.advance(afterTheHolder);
  const answer = await sendKeyed(world, key, refund);
  assert.deepEqual(await refundIds(orderId), [numberAt(assertAccepted(answer), "refund_id")]);
  assertReplayed(await sendKeyed(world, key, refund), answer);
});

test("killed before a refund is committed: the repeated request makes it", async () => {
  const { orderId } = await made();
  const key = newKey();
  await dieAt("store.transaction.before-commit", key, refundOf(orderId));
  assert.deepEqual(await refundIds(orderId), []);
  await clock.advance(afterTheHolder);
  const answer = await sendKeyed(world, key, refundOf(orderId));
  assert.equal(answer.headers.get("idempotency-replayed"), null);
  assert.deepEqual(await refundIds(orderId), [numberAt(assertAccepted(answer), "refund_id")]);
});

for (const point of ["acquirer.authorize.before", "acquirer.authorize.after"]) {
  test(`killed at ${point}: the repeated payment asks nobody for money again`, async () => {
    const one = sale();
    const key = newKey();
    await dieAt(point, key, one.call);
    await clock.advance(afterTheHolder);
    const answer = await sendKeyed(world, key, one.call);
    assert.equal(assertAccepted(answer)["order_id"], one.orderId);
    assert.equal(answer.headers.get("idempotency-replayed"), "true");
    assert.equal(await settled(world, one.orderId), "declined/declined");
    assert.deepEqual(await booked(one), []);
    assertReplayed(await sendKeyed(world, key, one.call), answer);
  });
}

test("killed before the payment is written: the repeated request makes and pays the order", async () => {
  const one = sale();
  const key = newKey();
  await dieAt("store.insert.before", key, one.call);
  await clock.advance(afterTheHolder);
  assertAccepted(await sendKeyed(world, key, one.call));
  assert.equal(await statusesOf(api, one.orderId), "completed/completed");
  assert.deepEqual(await booked(one), ["sale"]);
});

/** Its body names an order id, so sent twice it is the same request. */
const link = (): Call & { readonly body: OrderBody } => ({
  method: "POST",
  path: "/orders",
  body: redirectOrder(),
});

const ordersOf = ({ body }: { readonly body: OrderBody }): ReturnType<typeof world.sql> =>
  world.sql("select session_token from orders where order_id = $1", [body["order_id"]]);

test("killed before a payment link is written: its key is free, and the repeated request makes it at once", async () => {
  const wanted = link();
  const key = newKey();
  await dieAt("store.insertAnswered.before", key, wanted);
  assert.deepEqual(await ordersOf(wanted), []);
  const answer = await sendKeyed(world, key, wanted);
  assert.equal(answer.headers.get("idempotency-replayed"), null);
  assert.deepEqual(await ordersOf(wanted), [{ session_token: textAt(assertAccepted(answer), "session_id") }]);
});

test("killed when a payment link is written: the repeated request is given the answer that never left", async () => {
  const wanted = link();
  const key = newKey();
  await dieAt("store.insertAnswered.after", key, wanted);
  const answer = await sendKeyed(world, key, wanted);
  assert.equal(answer.headers.get("idempotency-replayed"), "true");
  assert.deepEqual(await ordersOf(wanted), [{ session_token: textAt(assertAccepted(answer), "session_id") }]);
  assertReplayed(await sendKeyed(world, key, wanted), answer);
});

test("killed when the acquirer has captured: the repeated capture is told what became of it", async () => {
  const one = await made({ capture: "manual" });
  const key = newKey();
  const capture: Call = { method: "POST", path: `/orders/${one.orderId}/capture`, body: {} };
  await dieAt("acquirer.capture.after", key, capture);
  // The job sends it again under its reference on the way.
  await clock.advance(afterTheHolder);
  const answer = assertAccepted(await sendKeyed(world, key, capture));
  assert.equal(answer["order_id"], one.orderId);
  assert.equal(await statusesOf(api, one.orderId), "completed/completed");
  assert.deepEqual(await booked(one), ["authorization", "completion"]);
});

test("a holder that only slept makes nothing when its key has gone over to another", async () => {
  const second = await world.addGateway();
  const { orderId } = await made();
  const key = newKey();
  const refund = refundOf(orderId);
  const sandbox = async (seconds: number): Promise<void> => {
    const headers = { api_key: world.apiKey, "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify({ seconds }) };
    assert.equal((await callJson(`${second}/sandbox/clock/advance`, init)).status, 200);
  };
  await clock.advance(1);
  await arm("idempotencyKeys.hold.after", "stop");
  const asleep = sendKeyed(world, key, refund);
  const atSecond = (): ReturnType<typeof callJson> =>
    callJson(`${second}/v1/json${refund.path}`, {
      method: "POST",
      headers: { api_key: world.apiKey, "content-type": "application/json", "idempotency-key": key },
      body: JSON.stringify(refund.body),
    });
  await eventually("the first gateway holds the key", async () => {
    const held = await world.sql("select 1 from idempotency_key where status is null and not is_made");
    return held.length > 0 ? true : null;
  });
  await sandbox(afterTheHolder);
  const answer = await atSecond();
  assert.deepEqual(await refundIdsAt(second, orderId), [numberAt(assertAccepted(answer), "refund_id")]);
  // By then the same amount again would be no mistake any more: only the key forbids it.
  await sandbox(301);
  process.kill(world.gatewayPid(), "SIGCONT");
  assertRefused(await asleep, { code: 409, status: 409 });
  assertReplayed(await sendKeyed(world, key, refund), answer);
  assert.equal((await refundIds(orderId)).length, 1);
});

async function refundIdsAt(url: string, orderId: string): Promise<readonly number[]> {
  const listed = await callJson(`${url}/v1/json/orders/${orderId}/refunds`, {
    method: "GET",
    headers: { api_key: world.apiKey },
  });
  return listAt(listed.body, "data").map((refund) => numberAt(refund, "transaction_id"));
}

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
