import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type ApiAnswer, readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted, statusesOf } from "../support/expectations.ts";
import { numberAt } from "../support/json.ts";
import { directOrderWithout3ds, newOrderId } from "../support/orders.ts";
import { startWorld } from "../support/world.ts";
import { assertProved, settled } from "./ledger.ts";

// Goal: whatever happens on the card link, the acquirer's books and our orders end equal. Method: one order for each
// fault, all under way together; then time passes until every order is settled. Contract: docs/protocols/card-link.md.

const world = await startWorld();
after(() => world.stop());
const { api, controls } = world;

interface Struck {
  readonly kind: string;
  readonly orderId: string;
  readonly answer: Promise<ApiAnswer>;
}

async function strike(kind: string, delayMs?: number): Promise<Struck> {
  const orderId = newOrderId(kind);
  await controls.fault({ kind, count: 1, ...(delayMs === undefined ? {} : { delayMs }) });
  const answer = api("POST", "/orders", directOrderWithout3ds({ order_id: orderId, amount: 1111 }));
  await eventually(`the fault ${kind} strikes`, async () =>
    (await controls.armedFaults()) === 0 ? true : null,
  );
  return { kind, orderId, answer };
}

test("every fault of the card link ends with equal books", async () => {
  const struck: Struck[] = [];
  // Cuts come last: they end the connection on which the others wait for their answer.
  struck.push(await strike("no-answer"));
  struck.push(await strike("late-answer", 11_000));
  struck.push(await strike("wrong-stan"));
  struck.push(await strike("wrong-amount"));
  struck.push(await strike("wrong-mac"));
  struck.push(await strike("missing-mac"));
  struck.push(await strike("duplicate-answer"));
  struck.push(await strike("issuer-unavailable"));
  for (const { kind, answer } of struck) assert.equal((await answer).status, 200, kind);
  for (const kind of ["garbage", "cut-before", "cut-after"]) {
    const one = await strike(kind);
    assert.equal((await one.answer).status, 200, kind);
    struck.push(one);
  }

  const outcomes = new Map<string, string>();
  let paidMinor = 0;
  for (const { kind, orderId } of struck) {
    outcomes.set(kind, await settled(world, orderId));
    const order = assertAccepted(await readOrder(api, orderId));
    if (order["status"] === "completed") paidMinor += numberAt(order["amount"]);
  }
  const books = await controls.books();
  assert.equal(books.heldMinor, paidMinor, JSON.stringify([...outcomes]));
  assert.equal(outcomes.get("duplicate-answer"), "completed/completed");
  assert.equal(outcomes.get("issuer-unavailable"), "declined/declined");
  for (const kind of ["wrong-mac", "missing-mac"])
    assert.equal(outcomes.get(kind), "declined/declined", kind);
});

test("a reversal that is not answered is repeated until it is", async () => {
  const before = await controls.books();
  const one = await strike("cut-after");
  await controls.fault({ kind: "no-answer-reversal", count: 1 });
  await one.answer;
  const status = await settled(world, one.orderId);
  const books = await controls.books();
  assert.equal(books.heldMinor - before.heldMinor, status === "completed/completed" ? 1111 : 0);
});

test("after all that an ordinary order is paid as ever", async () => {
  const orderId = newOrderId();
  const created = await api("POST", "/orders", directOrderWithout3ds({ order_id: orderId }));
  assert.equal(assertAccepted(created)["status"], "completed");
  assert.equal(await statusesOf(api, orderId), "completed/completed");
});

test("the ledger is right after all this", async () => {
  await assertProved(world);
});
