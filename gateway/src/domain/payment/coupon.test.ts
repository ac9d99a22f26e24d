import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAttemptKey } from "../ids.ts";
import { minor } from "../money.ts";
import { phases } from "../order/phase.ts";
import { type Coupon, outstanding, owesCoupons } from "./coupon.ts";

const coupon = (amount: number, state: Coupon["state"] = "redeemed"): Coupon => ({
  attempt: parseAttemptKey(`att_${"0".repeat(32)}`),
  method: "VVVGIFTCRD",
  paymentId: "bp_1",
  amount,
  externalTransactionId: "1234567890123456",
  state,
});
const money = { amount: minor(1_000n), currency: "EUR" } as const;

test("what is left to pay is the amount without the gift cards that stand", () => {
  assert.equal(outstanding({ money, coupons: [] }).amount, 1_000n);
  assert.equal(outstanding({ money, coupons: [coupon(300), coupon(200)] }).amount, 500n);
  assert.equal(outstanding({ money, coupons: [coupon(300), coupon(200, "returned")] }).amount, 700n);
});

test("a gift card is owed its money exactly when its order ended unpaid", () => {
  assert.deepEqual(
    phases.filter((phase) => owesCoupons({ phase, coupons: [coupon(1)] })),
    ["declined", "expired", "void", "cancelled"],
  );
  assert.equal(owesCoupons({ phase: "void", coupons: [coupon(1, "returned")] }), false);
});
