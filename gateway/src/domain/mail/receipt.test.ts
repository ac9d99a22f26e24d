import assert from "node:assert/strict";
import { test } from "node:test";
import type { Order } from "../order/order.ts";
import { phases } from "../order/phase.ts";
import type { Attempt } from "../payment/attempt.ts";
import { isReceiptDue } from "./receipt.ts";

const paid = {
  phase: "completed",
  settlement: "completed",
  money: { amount: 1_000n, currency: "EUR" },
  details: { moto: false, mail: { reminders: false, receipts: true } },
};
const card = { kind: "sale", storedCredential: null };
const debit = { kind: "transfer", provider: { input: {} } };

const isDue = (order: object = {}, attempt: object | null = card): boolean =>
  isReceiptDue({ order: { ...paid, ...order } as unknown as Order, attempt: attempt as Attempt | null });

test("a paid order gets a receipt, by card or through a provider", () => {
  assert.equal(isDue(), true);
  assert.equal(isDue({}, debit), true);
  assert.equal(isDue({}, { ...card, storedCredential: { use: "initial", model: "subscription" } }), true);
});

test("of all phases only those in which the money is still paid", () => {
  assert.deepEqual(
    phases.filter((phase) => isDue({ phase })),
    ["completed", "shipped", "partial_refunded"],
  );
});

for (const [name, order, attempt] of [
  ["a provider's promise", { settlement: "uncleared" }, debit],
  ["a card that was only checked", { money: { amount: 0n, currency: "EUR" } }, card],
  ["an order by telephone", { details: { ...paid.details, moto: true } }, card],
  ["a shopper who wants no mail", { details: { ...paid.details, mail: { receipts: false } } }, card],
  ["an order from before mails were sent", { details: { moto: false } }, card],
  [
    "a charge of a subscription",
    {},
    { ...card, storedCredential: { use: "subsequent", model: "subscription" } },
  ],
  [
    "a debit by mandate",
    {},
    { kind: "transfer", provider: { input: { charged: { model: "unscheduled" } } } },
  ],
] as const) {
  test(`there is no receipt for ${name}`, () => {
    assert.equal(isDue(order, attempt), false);
  });
}

test("a click of the shopper on a kept card gets one", () => {
  assert.equal(isDue({}, { ...card, storedCredential: { use: "subsequent", model: "cardOnFile" } }), true);
});
