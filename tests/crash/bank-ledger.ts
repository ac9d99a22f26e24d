import assert from "node:assert/strict";
import { readOrder } from "../support/api.ts";
import { eventually } from "../support/eventually.ts";
import { assertAccepted } from "../support/expectations.ts";
import { numberAt, textAt } from "../support/json.ts";
import { newOrderId } from "../support/orders.ts";
import type { BankPayment } from "../support/simulator-controls.ts";
import type { World } from "../support/world.ts";
import type { Placed } from "./ledger.ts";

/** The test's own list of what is paid without a card, to be held against the books of the bank. */
export interface BankLedger {
  place(prefix: string): Placed;
  /** The same order id for another payment, of another amount. */
  placeAnew(order: Placed): Placed;
  /** The one payment that the bank has for the order; fails where it has two. */
  payment(order: Placed): Promise<BankPayment | null>;
  /**
   * For every order that was placed the bank has at most one payment, and it has taken or promised, less what it gave
   * back, what the order says: nothing where the order is not paid.
   */
  assertEqualToBank(): Promise<void>;
}

const firstAmountMinor = 5_001;
const paidStatuses = ["completed", "shipped", "partial_refunded", "refunded"];

export function startBankLedger(world: World): BankLedger {
  const orders: Placed[] = [];
  const add = (orderId: string): Placed => {
    const order = { orderId, amountMinor: firstAmountMinor + orders.length };
    orders.push(order);
    return order;
  };
  const paymentOf = async ({ amountMinor, orderId }: Placed): Promise<BankPayment | null> => {
    const found = (await world.controls.bank()).filter((payment) => payment.amountMinor === amountMinor);
    assert.ok(found.length <= 1, `${orderId} was begun ${found.length} times`);
    return found[0] ?? null;
  };
  return {
    place: (prefix) => add(newOrderId(prefix)),
    placeAnew: ({ orderId }) => add(orderId),
    payment: paymentOf,
    async assertEqualToBank() {
      for (const order of orders) {
        const payment = await paymentOf(order);
        assert.equal(await heldHere(world, order), payment === null ? 0 : heldThere(payment), order.orderId);
      }
    },
  };
}

/** What an order says that its provider has taken or promised and not given back. */
async function heldHere(world: World, { orderId, amountMinor }: Placed): Promise<number> {
  const { body, status } = await readOrder(world.api, orderId);
  if (status !== 200 || !paidStatuses.includes(textAt(body, "data", "status"))) return 0;
  // Posted anew: it tells of another payment.
  if (numberAt(body, "data", "amount") !== amountMinor) return 0;
  return numberAt(body, "data", "amount") - numberAt(body, "data", "amount_refunded");
}

function heldThere({ status, amountMinor, paidMinor, refundedMinor }: BankPayment): number {
  if (status === "paid") return paidMinor - refundedMinor;
  return status === "authorized" ? amountMinor - refundedMinor : 0;
}

/** Lets time pass, in steps, until the order has such a status. */
export async function becomes(
  world: World,
  { orderId }: Placed,
  expected: string,
  stepSeconds = 60,
): Promise<void> {
  const stepsAtMost = 80;
  await eventually(
    `${orderId} becomes ${expected}`,
    async () => {
      const order = assertAccepted(await readOrder(world.api, orderId));
      const status = `${textAt(order["status"])}/${textAt(order["financial_status"])}`;
      if (status === expected) return true;
      await world.clock.advance(stepSeconds);
      return null;
    },
    stepsAtMost,
  );
}
