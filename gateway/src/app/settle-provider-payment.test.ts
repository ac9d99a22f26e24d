import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseAttemptKey, parseOrderKey, siteId } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import { minor } from "#domain/money.ts";
import type { Order } from "#domain/order/order.ts";
import { isPaid, wireStatusOf } from "#domain/order/phase.ts";
import type { ProviderAttempt } from "#domain/payment/attempt.ts";
import { instant } from "#domain/time.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import { type ProviderReport, type ProviderStatus, providerStatuses } from "#ports/redirect-bank.ts";
import { ourOutcome } from "./our-outcome.ts";
import { type ProviderRecord, settleReport, settleStart } from "./settle-provider-payment.ts";

// Goal: whatever a provider reports, in whatever order, states move along their tables.
const now = instant(1_790_000_000_000);
const money = { amount: minor(1_000n), currency: "EUR" } as const;

const site = { id: siteId(1), notificationUrl: "https://shop.example/n" } as Site;

function begun(method: ProviderAttempt["method"]): ProviderRecord {
  const attempt: ProviderAttempt = {
    key: parseAttemptKey(`att_${"0".repeat(32)}`),
    orderKey: parseOrderKey(`ord_${"0".repeat(32)}`),
    state: "starting",
    money,
    kind: "transfer",
    token: null,
    method,
    provider: {
      paymentId: null,
      checkoutUrl: null,
      instructions: null,
      account: null,
      mandate: null,
      input: { issuer: null, account: null, birthday: null, gender: null, token: null },
    },
    externalTransactionId: "1234567890123456",
    createdAt: now,
    modifiedAt: now,
  };
  const order = {
    key: attempt.orderKey,
    money,
    amountCaptured: minor(0n),
    coupons: [],
    phase: "started",
    settlement: "completed",
    reason: null,
    version: 2,
    completedAt: null,
    amountRefunded: minor(0n),
    currentAttempt: attempt.key,
    details: { notificationUrl: null },
  } as unknown as Order;
  return { order, attempt, related: [] };
}

const report = (status: ProviderStatus, members: Partial<ProviderReport> = {}): ProviderReport => ({
  paymentId: "bp_1",
  reference: `att_${"0".repeat(32)}`,
  method: "IDEAL",
  amount: money.amount,
  currency: money.currency,
  status,
  reason: null,
  checkoutUrl: null,
  instructions: null,
  account: null,
  mandate: null,
  amountPaid: minor(1_000n),
  checkAfterMs: null,
  ...members,
});

const after = (record: ProviderRecord, ...statuses: readonly ProviderStatus[]): ProviderRecord =>
  statuses.reduce<ProviderRecord>((known, status) => {
    const change = settleReport(known, report(status), site, now);
    assert.ok(change.attempt.value.kind === "transfer");
    return { order: change.order, attempt: change.attempt.value, related: change.related ?? known.related };
  }, record);

const statusesOf = ({ order }: ProviderRecord): string => {
  const { status, financialStatus } = wireStatusOf(order);
  return `${status}/${financialStatus}`;
};

for (const [method, statuses, expected] of [
  ["IDEAL", ["paid"], "completed/completed"],
  ["IDEAL", ["failed"], "declined/declined"],
  ["IDEAL", ["cancelled"], "void/void"],
  ["IDEAL", ["expired"], "expired/expired"],
  ["DIRECTBANK", ["pending"], "uncleared/uncleared"],
  ["DIRECTBANK", ["pending", "paid"], "completed/completed"],
  ["DIRDEB", ["open", "pending", "failed"], "declined/declined"],
  ["PAYPAL", ["paid"], "completed/initialized"],
  ["KLARNA", ["authorized"], "completed/uncleared"],
  ["KLARNA", ["authorized", "paid"], "completed/completed"],
  ["KLARNA", ["authorized", "expired"], "void/void"],
  ["KLARNA", ["authorized", "failed"], "void/void"],
  ["EINVOICE", ["pending", "cancelled"], "void/void"],
  ["EINVOICE", ["pending", "authorized"], "completed/uncleared"],
  ["IDEAL", ["paid", "failed"], "completed/completed"],
  ["IDEAL", ["failed", "paid"], "declined/declined"],
] as const) {
  test(`${method} reported ${statuses.join(", then ")} is ${expected}`, () => {
    assert.equal(statusesOf(after(begun(method), ...statuses)), expected);
  });
}

test("less money than was asked for ends the order, and goes back", () => {
  const change = settleReport(begun("BANKTRANS"), report("paid", { amountPaid: minor(999n) }), site, now);
  assert.equal(change.order.phase, "declined");
  assert.equal(change.attempt.value.state, "reversing");
  assert.ok(change.jobs?.some((job) => job.kind === "resolve-unknown" && job.runAt === now));
});

for (const ended of ["failed", "cancelled", "expired"] as const) {
  for (const late of ["pending", "authorized", "paid"] as const) {
    test(`a payment that is ${late} after it was ${ended} leaves its order as it is, and goes back`, () => {
      const over = after(begun("BANKTRANS"), ended);
      const change = settleReport(over, report(late), site, now);
      assert.equal(change.order, over.order);
      assert.equal(change.attempt.value.state, "reversing");
      assert.deepEqual(change.jobs, [{ kind: "resolve-unknown", runAt: now }]);
    });
  }
}

for (const phase of ["shipped", "partial_refunded", "refunded"] as const) {
  test(`a promise that is taken back leaves nothing of an order that is ${phase}`, () => {
    const promised = after(begun("KLARNA"), "authorized");
    const refund = { type: "refund", state: "completed", attemptKey: promised.attempt.key, modifiedAt: now };
    const isRefunded = phase !== "shipped";
    const change = settleReport(
      {
        attempt: promised.attempt,
        order: { ...promised.order, phase, amountRefunded: minor(isRefunded ? 400n : 0n) },
        related: isRefunded ? [refund as unknown as RelatedTransaction] : [],
      },
      report("cancelled"),
      site,
      now,
    );
    assert.equal(change.order.phase, "void");
    assert.equal(change.order.amountCaptured, 0n);
    assert.equal(change.order.amountRefunded, 0n);
    assert.deepEqual(
      change.related?.map((one) => one.state),
      isRefunded ? ["void"] : [],
    );
  });
}

test("a report about another payment is no report", () => {
  const { attempt } = after(begun("IDEAL"), "open");
  for (const other of [
    { paymentId: "bp_2" },
    { reference: "att_other" },
    { method: "KLARNA" },
    { amount: minor(100n) },
    { currency: "USD" },
  ]) {
    const told = { kind: "told", report: report("paid", other) } as const;
    assert.deepEqual(ourOutcome(attempt, told), { kind: "unknown", cause: "another-payment" });
  }
  const ours = { kind: "told", report: report("paid") } as const;
  assert.equal(ourOutcome(attempt, ours), ours);
});

test("an answer that was lost changes nothing, so that it is asked for again", () => {
  assert.equal(settleStart(begun("IDEAL"), { kind: "unknown", cause: "timeout" }, site, now), null);
});

test("reports in any order leave an order that is paid at most once and moves along the table", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...providerStatuses), { maxLength: 12 }), (statuses) => {
      const { order } = after(begun("KLARNA"), ...statuses);
      assert.equal(order.amountCaptured, isPaid(order.phase) ? money.amount : 0n);
    }),
  );
});
