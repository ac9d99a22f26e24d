import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { visitor } from "../support/forms.ts";
import { textAt } from "../support/json.ts";
import { findForms } from "../support/markup.ts";
import { directOrderWithout3ds } from "../support/orders.ts";
import type { Fault } from "../support/simulator-controls.ts";
import { startWorld } from "../support/world.ts";
import { assertProved, type Placed, settled, startLedger } from "./ledger.ts";

// Goal: each fault of the card link has the outcome that is true, and afterwards every authorization that the acquirer
// holds belongs to one paid order. Method: every order has an amount of its own; those whose answer never comes wait
// together. Protocol: docs/protocols/card-link.md, "Time and order".

const world = await startWorld();
after(() => world.stop());
const { api, controls } = world;
const ledger = startLedger(world);
const shopper = visitor([world.gatewayUrl, world.simulatorUrl]);

interface Struck extends Placed {
  readonly answer: Promise<ApiAnswer>;
}

type FaultHere = Omit<Fault, "count">;

const arm = (fault: FaultHere): Promise<void> => controls.fault({ ...fault, count: 1 });

/** Posts an order whose authorization meets the fault, and comes back when it has. */
async function strike(fault: FaultHere): Promise<Struck> {
  const order = ledger.place(fault.kind);
  await arm(fault);
  const answer = post(order);
  await struck(fault.kind);
  return { ...order, answer };
}

const struck = (kind: string): Promise<true> =>
  eventually(`the fault ${kind} strikes`, async () => ((await controls.armedFaults()) === 0 ? true : null));

const post = ({ orderId, amountMinor }: Placed): Promise<ApiAnswer> =>
  api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, amount: amountMinor }));

const unknownFirst: readonly FaultHere[] = [
  { kind: "no-answer" },
  { kind: "late-answer", delayMs: 10_500 },
  { kind: "wrong-stan" },
  { kind: "wrong-amount" },
  { kind: "garbage" },
];

/** These end the connection on which others would wait. */
const unknownAndCut: readonly FaultHere[] = [{ kind: "cut-before" }, { kind: "cut-after" }];

async function assertLeftOpen(kind: string, { orderId, answer }: Struck): Promise<void> {
  const order = assertAccepted(await answer);
  assert.equal(
    `${textAt(order["status"])}/${textAt(order["financial_status"])}`,
    "initialized/initialized",
    kind,
  );
  assert.equal("customer_verification" in order, false, kind);
  const page = await shopper.open(textAt(order["payment_url"]));
  assert.ok([200, 410].includes(page.status), `${kind}: ${page.status}`);
  assert.deepEqual(
    findForms(page.html),
    [],
    `${kind}: the page of an open question offers to pay ${orderId} again`,
  );
}

test("an answer that does not come, comes late or does not fit leaves the order open, and it is undone", async () => {
  const waiting: (readonly [string, Struck])[] = [];
  for (const fault of unknownFirst) waiting.push([fault.kind, await strike(fault)]);
  for (const [kind, order] of waiting) await assertLeftOpen(kind, order);
  for (const [kind, { orderId }] of waiting) {
    assert.equal(await settled(world, orderId), "declined/declined", kind);
  }
  await ledger.assertEqualToBooks();
});

test("a connection that is cut, before or after the booking, leaves the order open, and it is undone", async () => {
  for (const fault of unknownAndCut) {
    const order = await strike(fault);
    await assertLeftOpen(fault.kind, order);
    assert.equal(await settled(world, order.orderId), "declined/declined", fault.kind);
  }
  await ledger.assertEqualToBooks();
});

test("an order whose outcome is unknown is not expired, and its id is not given to another payment", async () => {
  const order = await strike({ kind: "cut-after" });
  // Nobody answers the reversal either: the question stays open while the order is posted again.
  await arm({ kind: "no-answer-reversal" });
  await order.answer;
  await struck("no-answer-reversal");
  const again = await post(order);
  assert.equal(again.status, 404, again.text);
  assert.match(again.text, /"error_code":1006/);
  assert.equal(await settled(world, order.orderId), "declined/declined");
  await ledger.assertEqualToBooks();
});

for (const fault of [
  { kind: "cut-before", where: "reversal" },
  { kind: "cut-after", where: "reversal" },
] as const) {
  test(`a reversal that meets ${fault.kind} is repeated until the acquirer confirms it`, async () => {
    const order = ledger.place(fault.kind);
    await arm({ kind: "cut-after" });
    await arm(fault);
    await post(order);
    assert.equal(await settled(world, order.orderId), "declined/declined");
    await struck(fault.kind);
    await ledger.assertEqualToBooks();
  });
}

test("an answer that comes twice pays once", async () => {
  const before = await controls.books();
  const order = await strike({ kind: "duplicate-answer" });
  assert.equal(assertAccepted(await order.answer)["status"], "completed");
  assert.equal((await controls.books()).entries.length - before.entries.length, 1);
  await ledger.assertEqualToBooks();
});

test("an answer that is slow but comes is an answer", async () => {
  const order = await strike({ kind: "late-answer", delayMs: 300 });
  assert.equal(assertAccepted(await order.answer)["status"], "completed");
  await ledger.assertEqualToBooks();
});

test("an issuer that cannot be reached declines", async () => {
  const order = await strike({ kind: "issuer-unavailable" });
  const answer = assertAccepted(await order.answer);
  assert.equal(answer["status"], "declined");
  assert.equal(answer["reason_code"], "4999");
  await ledger.assertEqualToBooks();
});

test("time that passes while an answer is awaited undoes the payment, and the answer then counts no more", async () => {
  const order = await strike({ kind: "late-answer", delayMs: 1_500 });
  const status = await settled(world, order.orderId);
  const answered = assertAccepted(await order.answer);
  const final = assertAccepted(await readOrder(api, order.orderId));
  assert.equal(`${textAt(final["status"])}/${textAt(final["financial_status"])}`, status);
  assert.equal(answered["status"], final["status"]);
  await ledger.assertEqualToBooks();
});

test("after all that an ordinary order is paid, and no order was paid twice", async () => {
  const order = ledger.place("ordinary");
  assert.equal(assertAccepted(await post(order))["status"], "completed");
  await world.clock.advance(86_400);
  await ledger.assertEqualToBooks();
});

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
