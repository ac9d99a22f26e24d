import assert from "node:assert/strict";
import { test } from "node:test";
import { transactionId } from "../ids.ts";
import { orderWith } from "../ledger/testing/booked-orders.ts";
import type { Attempt } from "../payment/attempt.ts";
import { instant } from "../time.ts";
import { advance, noReason, type Order } from "./order.ts";
import { type OrderCommand, orderCommands, type Phase, phases, step } from "./phase.ts";
import { mayTryAgain, triedAgain } from "./retry.ts";

const now = instant(1_000);
const declined = orderWith({
  type: "paymentlink",
  phase: "declined",
  mayRetry: true,
  sessionExpiresAt: instant(2_000),
});
const ended = { state: "declined" } as Attempt;
const may = (members: Partial<Order>, attempt: Attempt | null = ended): boolean =>
  mayTryAgain({ order: { ...declined, ...members }, attempt }, now);

test("only what came to nothing out of a running payment may be tried again", () => {
  const allowed: (readonly [Phase, OrderCommand])[] = [];
  for (const phase of phases) {
    for (const command of orderCommands) {
      if (step(phase, command) === null) continue;
      if (advance(orderWith({ phase }), command, now, noReason).mayRetry) allowed.push([phase, command]);
    }
  }
  assert.deepEqual(allowed, [
    ["started", "decline"],
    ["started", "expire"],
    ["started", "withdraw"],
  ]);
});

test("every kind of link may be tried again, a direct order never", () => {
  assert.equal(may({}), true);
  assert.equal(may({ type: "redirect" }), true);
  assert.equal(may({ type: "checkout" }), true);
  assert.equal(may({ type: "direct" }), false);
});

test("not without leave, not after twenty tries, not when the session is over", () => {
  assert.equal(may({ mayRetry: false }), false);
  assert.equal(may({ retries: 18 }), true);
  assert.equal(may({ retries: 19 }), false);
  assert.equal(may({ sessionExpiresAt: now }), false);
});

test("not while money is on its way back", () => {
  assert.equal(may({}, { state: "reversing" } as Attempt), false);
  assert.equal(may({}, { state: "reversed" } as Attempt), true);
  const coupon = { state: "redeemed" } as Order["coupons"][number];
  assert.equal(may({ coupons: [coupon] }), false);
  assert.equal(may({ coupons: [{ ...coupon, state: "returned" }] }), true);
});

test("an order tried again keeps its link and begins without a past", () => {
  const again = triedAgain(declined, transactionId(7), now);
  assert.deepEqual(again, {
    ...declined,
    phase: "open",
    mayRetry: false,
    transactionId: 7,
    retries: 1,
    currentAttempt: null,
    modifiedAt: now,
    version: 2,
  });
  assert.equal(mayTryAgain({ order: again, attempt: null }, now), false);
});
