import { exponent } from "../currency.ts";
import { multiply, one, toJsonNumber } from "../decimal.ts";
import type { Json } from "../json.ts";
import { toWire } from "../money.ts";
import type { Order } from "../order/order.ts";
import { isPaid } from "../order/phase.ts";
import type { Attempt } from "../payment/attempt.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import { toOrderTime } from "../time.ts";

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

function presentFee(order: Order): Json {
  const fee = isPaid(order.phase) ? order.fee : null;
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
export const presentMinorCosts = (order: Order): Json =>
  isPaid(order.phase) && order.fee !== null && order.fee.amount > 0n
    ? [{ amount: toWire(order.fee.amount), description: order.fee.description, dst: 0 }]
    : [];

/** What is left of a payment after its costs; below zero where they are more. */
export const netOf = (order: Order): number =>
  toWire(order.money.amount) - (isPaid(order.phase) ? Number(order.fee?.amount ?? 0n) : 0);
