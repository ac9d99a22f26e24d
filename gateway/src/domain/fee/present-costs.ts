import { exponent } from "../currency.ts";
import { multiply, one, toJsonNumber } from "../decimal.ts";
import type { Json } from "../json.ts";
import { toWire } from "../money.ts";
import type { Order } from "../order/order.ts";
import type { Attempt } from "../payment/attempt.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import { toOrderTime } from "../time.ts";
import type { Fee } from "./fee.ts";

/**
 * `costs` of an order object, in major units (contract, refunds.md §6): the fee
 * once the order is paid, before that one line of zero as seed 001 shows it, and
 * a line for every refund that was paid. None before a payment has begun and for
 * a zero authorization.
 */
export function presentCosts(
  order: Order,
  attempt: Attempt | null,
  related: readonly RelatedTransaction[],
): Json {
  if (attempt === null || order.money.amount === 0n) return [];
  const refunds = related.filter((one) => one.type === "refund" && one.state === "completed");
  return [presentFee(order), ...refunds.map(presentRefund)];
}

/** A fee counts while what it was charged for is the merchant's: not in review, and not once it was given back. */
const chargedFee = (order: Order): Fee | null =>
  order.phase === "uncleared" || order.amountCaptured === 0n ? null : order.fee;

function presentFee(order: Order): Json {
  const fee = chargedFee(order);
  return {
    transaction_id: order.transactionId + 1,
    amount:
      fee === null
        ? 0
        : toJsonNumber(multiply({ unscaled: fee.amount, scale: exponent(order.money.currency) }, one)),
    description: fee?.description ?? "",
    type: "SYSTEM",
  };
}

const presentRefund = (refund: RelatedTransaction): Json => ({
  transaction_id: refund.transactionId,
  amount: 0,
  created: toOrderTime(refund.createdAt),
  description: `Refund order ${refund.transactionId}`,
  status: refund.state,
  type: "withdraw",
});

/** `costs` of a payment in `/transactions`: in minor units (tokens-transactions-account.md §2). */
export function presentMinorCosts(order: Order): Json {
  const fee = chargedFee(order);
  return fee === null || fee.amount === 0n
    ? []
    : [{ amount: toWire(fee.amount), description: fee.description, dst: 0 }];
}

/** What is left of a payment after its costs; below zero where they are more. */
export const netOf = (order: Order): number =>
  toWire(order.money.amount) - Number(chargedFee(order)?.amount ?? 0n);
