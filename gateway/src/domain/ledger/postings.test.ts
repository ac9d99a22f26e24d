import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { minor } from "../money.ts";
import type { Order } from "../order/order.ts";
import type { RelatedState, RelatedTransaction } from "../related/related-transaction.ts";
import { balancesOf } from "./balance.ts";
import { type BookedOrder, position } from "./position.ts";
import { difference, type Posting, postings } from "./postings.ts";
import { disprove } from "./proof.ts";
import { detailsWith, orderWith, relatedWith } from "./testing/booked-orders.ts";

// Goal: whatever way an order goes, the sum of what its changes post is its position, and each account holds what the
// order's own rows say. Method: single changes by hand, then random ways through captures, reviews, settlements and
// refunds, held against sums that are reckoned here anew.

const fee = (amount: bigint): NonNullable<Order["fee"]> => ({ amount: minor(amount), description: "fee" });
const booked = (members: Partial<Order> = {}, related: readonly RelatedTransaction[] = []): BookedOrder => ({
  order: orderWith(members),
  related,
});
const paid: Partial<Order> = { phase: "completed", amountCaptured: minor(1_000n), fee: fee(60n) };
const told = (posted: readonly Posting[]): readonly string[] =>
  posted.map((one) => `${one.flow} ${one.transactionId} ${one.debit}>${one.credit} ${one.amount}`);

test("a payment posts what was captured and its fee", () => {
  assert.deepEqual(told(postings(booked(), booked(paid))), [
    "capture 1 receivable>merchant 1000",
    "fee 1 merchant>fees 60",
  ]);
});

test("a change that moves no money posts nothing", () => {
  assert.deepEqual(postings(booked(paid), booked({ ...paid, phase: "shipped", version: 2 })), []);
  assert.deepEqual(postings(null, booked({ phase: "open" })), []);
});

test("a review that ends well moves the reserve to the merchant", () => {
  const held = booked({ ...paid, phase: "uncleared" });
  assert.deepEqual(told(postings(booked(), held)), ["hold 1 receivable>reserve 1000"]);
  assert.deepEqual(told(postings(held, booked(paid))), [
    "hold 1 reserve>receivable 1000",
    "capture 1 receivable>merchant 1000",
    "fee 1 merchant>fees 60",
  ]);
});

for (const settlement of ["uncleared", "initialized"] as const) {
  test(`money that is elsewhere (${settlement}) is posted when it comes, with the refunds made meanwhile`, () => {
    const refunds = [relatedWith(3, { type: "refund", state: "completed", amount: 250n })];
    const elsewhere = booked({ ...paid, fee: null, settlement }, refunds);
    assert.deepEqual(postings(booked(), elsewhere), []);
    assert.deepEqual(told(postings(elsewhere, booked(paid, refunds))), [
      "capture 1 receivable>merchant 1000",
      "fee 1 merchant>fees 60",
      "refund 3 merchant>refunds 250",
      "refund-paid 3 refunds>receivable 250",
    ]);
  });
}

test("money that is captured without a fee is a fault of ours", () => {
  assert.throws(() => postings(booked(), booked({ ...paid, fee: null })), /without a fee/);
});

test("an order that was paid before there was a ledger is neither charged nor shared later", () => {
  const before = booked({ ...paid, fee: null });
  const refund = relatedWith(3, { type: "refund", state: "reserved", amount: 250n });
  assert.deepEqual(told(postings(before, { ...before, related: [refund] })), [
    "refund 3 merchant>refunds 250",
  ]);
});

test("a chargeback leaves the merchant, and comes back when the dispute is won", () => {
  const taken = booked({ ...paid, phase: "chargedback" }, [
    relatedWith(3, { type: "chargeback", state: "completed", amount: 1_000n }),
  ]);
  assert.deepEqual(told(postings(booked(paid), taken)), ["chargeback 3 merchant>chargebacks 1000"]);
  const won = {
    order: booked(paid).order,
    related: [
      ...taken.related,
      relatedWith(4, { type: "reverse-chargeback", state: "completed", amount: 1_000n }),
    ],
  };
  assert.deepEqual(told(postings(taken, won)), ["reverse-chargeback 4 chargebacks>merchant 1000"]);
});

type Step = (before: BookedOrder, number: number, share: bigint) => BookedOrder;

const liveRefunds = ({ related }: BookedOrder): bigint =>
  related
    .filter((one) => one.type === "refund" && one.state !== "void" && one.state !== "declined")
    .reduce((sum, one) => sum + one.money.amount, 0n);

const withOrder = (before: BookedOrder, members: Partial<Order>): BookedOrder => ({
  ...before,
  order: { ...before.order, ...members },
});

const moveRefund =
  (from: RelatedState, to: RelatedState): Step =>
  (before) => {
    const moved = before.related.find((one) => one.type === "refund" && one.state === from);
    const related = before.related.map((one) => (one === moved ? { ...one, state: to } : one));
    const after = { ...before, related };
    return withOrder(after, { amountRefunded: minor(liveRefunds(after)) });
  };

/** Each leads on where it is possible, and leaves the order as it is where it is not. */
const steps: Readonly<Record<string, Step>> = {
  pay: (before) => (before.order.phase === "started" ? withOrder(before, paid) : before),
  hold: (before) =>
    before.order.phase === "started" ? withOrder(before, { ...paid, phase: "uncleared" }) : before,
  promise: (before) =>
    before.order.phase === "started"
      ? withOrder(before, { ...paid, fee: null, settlement: "uncleared" })
      : before,
  settle: (before) =>
    before.order.settlement === "uncleared"
      ? withOrder(before, { settlement: "completed", fee: fee(60n) })
      : before,
  clear: (before) =>
    before.order.phase === "uncleared" ? withOrder(before, { phase: "completed" }) : before,
  reject: (before) =>
    before.order.phase === "uncleared"
      ? withOrder(before, { phase: "void", amountCaptured: minor(0n) })
      : before,
  authorize: (before) =>
    before.order.phase === "started" ? withOrder(before, { phase: "authorized" }) : before,
  capturePart: (before, number, share) => {
    const { order, related } = before;
    const left = order.money.amount - order.amountCaptured;
    const amount = (left * share) / 100n;
    if (order.phase !== "authorized" || amount === 0n) return before;
    const part = relatedWith(number, { type: "capture", state: "completed", amount, isPart: true });
    return {
      order: { ...order, amountCaptured: minor(order.amountCaptured + amount) },
      related: [...related, part],
    };
  },
  captureRest: (before) =>
    before.order.phase === "authorized"
      ? withOrder(before, { phase: "completed", amountCaptured: before.order.money.amount, fee: fee(30n) })
      : before,
  refund: (before, number, share) => {
    const { order, related } = before;
    const parts = related
      .filter((one) => one.type === "capture")
      .reduce((sum, one) => sum + one.money.amount, 0n);
    const left = order.amountCaptured - parts - order.amountRefunded;
    const amount = (left * share) / 100n;
    if (order.phase !== "completed" || amount === 0n) return before;
    return {
      order: { ...order, amountRefunded: minor(order.amountRefunded + amount) },
      related: [...related, relatedWith(number, { type: "refund", state: "reserved", amount })],
    };
  },
  send: moveRefund("reserved", "sent"),
  complete: moveRefund("sent", "completed"),
  decline: moveRefund("sent", "declined"),
  void: moveRefund("reserved", "void"),
};

const start = booked({
  details: detailsWith({ affiliate: { split_payments: [{ merchant: "2", percentage: 7.5 }] } }),
});

test("after any way the transfers are the position, and the accounts what the order's rows say", () => {
  const way = fc.array(fc.tuple(fc.constantFrom(...Object.values(steps)), fc.bigInt(1n, 100n)), {
    maxLength: 25,
  });
  fc.assert(
    fc.property(way, (taken) => {
      const posted: Posting[] = [];
      let here = start;
      for (const [index, [step, share]] of taken.entries()) {
        const after = step(here, index + 2, share);
        posted.push(...postings(here, after));
        here = after;
      }
      assert.ok(posted.every((one) => one.amount > 0n && one.debit !== one.credit));
      assert.deepEqual(disprove({ booked: here, posted }), []);
      const { merchant, reserve, refunds, receivable, fees, split } = balancesOf(posted);
      assert.equal(merchant + reserve + refunds + fees + split, -receivable);
      const { order, related } = here;
      const parts = related
        .filter((one) => one.type === "capture")
        .reduce((sum, one) => sum + one.money.amount, 0n);
      const own = order.settlement === "completed" ? order.amountCaptured - parts : 0n;
      const isHeld = order.phase === "uncleared";
      assert.equal(reserve, isHeld ? own : 0n);
      const back = order.settlement === "completed" ? liveRefunds(here) : 0n;
      assert.equal(merchant, isHeld ? 0n : own - fees - split - back);
    }),
    { numRuns: 500 },
  );
});

test("the difference of two positions leads from one to the other", () => {
  const from = position(booked({ ...paid, phase: "uncleared" }));
  const to = position(booked(paid));
  assert.deepEqual(difference([...from, ...difference(from, to)], to), []);
  assert.deepEqual(difference(to, to), []);
});

test("a transfer that is missing, doubled, or goes another way is found", () => {
  const right = postings(booked(), booked(paid));
  assert.deepEqual(disprove({ booked: booked(paid), posted: right }), []);
  assert.deepEqual(disprove({ booked: booked(paid), posted: right.slice(1) }), ["capture 1 differs by 1000"]);
  const [first] = right;
  assert.ok(first);
  assert.deepEqual(disprove({ booked: booked(paid), posted: [...right, first] }), [
    "capture 1 differs by -1000",
  ]);
  const astray = right.map((one) => (one === first ? { ...one, credit: "payouts" as const } : one));
  assert.deepEqual(disprove({ booked: booked(paid), posted: astray }), [
    "capture 1 goes from receivable to payouts",
  ]);
});

test("refunds that the order does not know of are found", () => {
  const refund = relatedWith(3, { type: "refund", state: "reserved", amount: 250n });
  const wrong = booked(paid, [refund]);
  assert.deepEqual(disprove({ booked: wrong, posted: postings(booked(), wrong) }), [
    "refunds are 250, the order says 0",
  ]);
});
