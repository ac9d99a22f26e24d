import assert from "node:assert/strict";
import { test } from "node:test";
import { isFinal, mayBecome, type PaymentStatus } from "./payment-status.ts";

const statuses: readonly PaymentStatus[] = [
  "open",
  "pending",
  "authorized",
  "paid",
  "failed",
  "cancelled",
  "expired",
];

/** One row for each status, one mark for each next one in the order above. */
const table: Readonly<Record<PaymentStatus, string>> = {
  open: ".xxxxxx",
  pending: "..xxxxx",
  authorized: "...x.xx",
  paid: ".......",
  failed: ".......",
  cancelled: ".......",
  expired: ".......",
};

for (const from of statuses) {
  test(`a payment that is ${from} becomes what the protocol says and nothing else`, () => {
    assert.equal(statuses.map((to) => (mayBecome(from, to) ? "x" : ".")).join(""), table[from]);
    assert.equal(isFinal(from), !table[from].includes("x"));
  });
}
