import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Currency } from "../currency.ts";
import { minor } from "../money.ts";
import { defaultFees } from "./default-fees.ts";
import { type FeeRule, feeOf } from "./fee.ts";

// Goal: fees to the cent, in the words of the contract (refunds.md §6), by the most exact rule.

const rule = (members: Partial<FeeRule> = {}): FeeRule => ({
  method: "VISA",
  currency: null,
  basisPoints: 0,
  fixed: minor(0n),
  minimum: minor(0n),
  ...members,
});

function fee(rules: readonly FeeRule[], amount: bigint, currency: Currency = "EUR"): string {
  const money = { amount: minor(amount), currency };
  const found = feeOf(rules, { method: "VISA", name: "Visa CreditCards", money });
  return `${found.amount} ${found.description}`;
}

for (const [what, members, amount, expected] of [
  ["a fixed fee", { fixed: minor(44n) }, 1_000n, "44 0.44 For Visa CreditCards Transactions"],
  ["a percentage", { basisPoints: 290 }, 1_000n, "29 2.9 % For Visa CreditCards Transactions"],
  ["half a cent upwards", { basisPoints: 50 }, 100n, "1 0.5 % For Visa CreditCards Transactions"],
  [
    "less than half a cent not at all",
    { basisPoints: 49 },
    100n,
    "0 0.49 % For Visa CreditCards Transactions",
  ],
  [
    "the minimum where it is more",
    { basisPoints: 290, minimum: minor(60n) },
    1_000n,
    "60 2.9 % For Visa CreditCards Transactions (min 0.6)",
  ],
  [
    "percentage and fixed together",
    { basisPoints: 290, fixed: minor(25n), minimum: minor(54n) },
    1_000n,
    "54 2.9 % + 0.25 For Visa CreditCards Transactions (min 0.54)",
  ],
] as const) {
  test(`charges ${what}`, () => {
    assert.equal(fee([rule(members)], amount), expected);
  });
}

test("costs nothing and says nothing without a rule", () => {
  assert.equal(fee([], 1_000n), "0 ");
  assert.equal(fee([rule({ method: "IDEAL", fixed: minor(44n) })], 1_000n), "0 ");
  assert.equal(fee([rule({ currency: "USD", fixed: minor(44n) })], 1_000n), "0 ");
});

test("takes the method before all methods, and then the currency before all currencies", () => {
  const rules = [
    rule({ method: "*", fixed: minor(1n) }),
    rule({ method: "*", currency: "EUR", fixed: minor(2n) }),
    rule({ fixed: minor(3n) }),
    rule({ currency: "EUR", fixed: minor(4n) }),
  ];
  const taken = [4, 3, 2, 1].map((length) => fee(rules.slice(0, length), 100n)[0]);
  assert.deepEqual(taken, ["4", "3", "2", "1"]);
});

test("names amounts without decimals in a currency that has none", () => {
  assert.equal(fee([rule({ fixed: minor(60n) })], 1_000n, "JPY"), "60 60 For Visa CreditCards Transactions");
});

test("is never less than the minimum and at most a cent from the exact percentage", () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 10n ** 12n),
      fc.integer({ min: 0, max: 10_000 }),
      fc.bigInt(0n, 1_000n),
      (amount, basisPoints, minimum) => {
        const money = { amount: minor(amount), currency: "EUR" } as const;
        const charged = feeOf([rule({ basisPoints, minimum: minor(minimum) })], {
          method: "VISA",
          name: "",
          money,
        }).amount;
        const exactTenThousandths = amount * BigInt(basisPoints);
        const off = charged * 10_000n - exactTenThousandths;
        return charged === minimum ? off > -5_000n : off > -5_000n && off <= 5_000n && charged > minimum;
      },
    ),
  );
});

test("the sandbox charges each method by one rule", () => {
  const methods = defaultFees.map((one) => one.method);
  assert.equal(new Set(methods).size, methods.length);
  assert.ok(methods.includes("*"));
});
