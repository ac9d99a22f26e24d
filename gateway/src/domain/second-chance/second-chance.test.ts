import assert from "node:assert/strict";
import { test } from "node:test";
import type { Order } from "../order/order.ts";
import { phases } from "../order/phase.ts";
import { attemptStates, type Attempt, type AttemptState } from "../payment/attempt.ts";
import { dayMs, hourMs, instant, later, minuteMs } from "../time.ts";
import { isTooLate, mayBeReminded, payableUntil, reminderTimes } from "./second-chance.ts";

const madeAt = instant(1_790_000_000_000);
const now = later(madeAt, hourMs);

const order = (phase: Order["phase"]): Order =>
  ({ phase, sessionExpiresAt: later(madeAt, 30 * dayMs) }) as unknown as Order;

const byCard = (state: AttemptState, beganMs: number): Attempt =>
  ({ kind: "sale", state, createdAt: later(madeAt, beganMs) }) as unknown as Attempt;

const byProvider = (state: AttemptState, provider: object): Attempt =>
  ({ kind: "transfer", method: "KBC", state, createdAt: madeAt, provider }) as unknown as Attempt;

const atBank = { checkoutUrl: "https://bank.example/pay", instructions: null };

test("of all phases only an open order and a payment that was left are reminded of", () => {
  assert.deepEqual(
    phases.filter((phase) => mayBeReminded({ order: order(phase), attempt: null }, now)),
    ["open"],
  );
  const left = byCard("challenging", 30 * minuteMs);
  assert.deepEqual(
    phases.filter((phase) => mayBeReminded({ order: order(phase), attempt: left }, now)),
    ["open", "started"],
  );
});

test("a payment that came to nothing is reminded of while it can be tried again", () => {
  const declined = {
    ...order("declined"),
    mayRetry: true,
    type: "redirect",
    retries: 0,
    coupons: [],
  } as const;
  assert.equal(mayBeReminded({ order: declined, attempt: null }, now), true);
  assert.equal(mayBeReminded({ order: { ...declined, mayRetry: false }, attempt: null }, now), false);
  assert.equal(mayBeReminded({ order: { ...declined, retries: 19 }, attempt: null }, now), false);
});

test("a card payment is left only while the shopper is at his issuer", () => {
  assert.deepEqual(
    attemptStates.filter((state) =>
      mayBeReminded({ order: order("started"), attempt: byCard(state, 30 * minuteMs) }, now),
    ),
    ["preparing", "challenging"],
  );
});

test("a payment at a provider is left only while there is a page to go back to", () => {
  const reminded = (provider: object): readonly AttemptState[] =>
    attemptStates.filter((state) =>
      mayBeReminded({ order: order("started"), attempt: byProvider(state, provider) }, now),
    );
  assert.deepEqual(reminded(atBank), ["awaiting"]);
  assert.deepEqual(reminded({ ...atBank, checkoutUrl: null }), []);
  assert.deepEqual(reminded({ ...atBank, instructions: { iban: "NL91ABNA0417164300" } }), []);
});

test("a link that ends within five minutes is not sent", () => {
  const at = (beganMs: number): boolean =>
    mayBeReminded({ order: order("started"), attempt: byCard("challenging", beganMs) }, now);
  assert.equal(at(5 * minuteMs), true);
  assert.equal(at(5 * minuteMs - 1), false);
});

test("an open order can be paid until its session ends", () => {
  assert.equal(payableUntil({ order: order("open"), attempt: null }, now), later(madeAt, 30 * dayMs));
});

test("reminders fall due after an hour and after a day", () => {
  assert.deepEqual(reminderTimes(madeAt), [
    { kind: "first-reminder", runAt: later(madeAt, hourMs) },
    { kind: "second-reminder", runAt: later(madeAt, dayMs) },
  ]);
});

test("a reminder is too late when the next one is due", () => {
  const [first, second] = reminderTimes(madeAt);
  assert.ok(first && second);
  assert.equal(isTooLate(first.runAt, later(second.runAt, -1)), false);
  assert.equal(isTooLate(first.runAt, second.runAt), true);
});
