import { brandNames } from "../card/brand.ts";
import { feeOf } from "../fee/fee.ts";
import type { Site } from "../merchant/site.ts";
import { providerMethod } from "../method/catalogue.ts";
import { minor } from "../money.ts";
import type { Order } from "../order/order.ts";
import { type Attempt, methodOf } from "../payment/attempt.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import { ownCapture } from "./position.ts";

/**
 * The order with the fee of what it captured, by the rules of its site as they
 * are now. Every change after which money was captured for the first time goes
 * through here; a later change of the rules does not touch it. Without a capture
 * of its own, or with its fee fixed already, the order is as it was.
 */
export function charge(
  order: Order,
  related: readonly RelatedTransaction[],
  attempt: Attempt,
  site: Site,
): Order {
  const captured = ownCapture({ order, related });
  if (captured === 0n || order.fee !== null) return order;
  const money = { amount: minor(captured), currency: order.money.currency };
  return { ...order, fee: feeOf(site.fees, { method: methodOf(attempt), name: nameOf(attempt), money }) };
}

/** In the contract's words: `Visa CreditCards`, `iDEAL` (refunds.md §6). */
const nameOf = (attempt: Attempt): string =>
  attempt.kind === "transfer"
    ? providerMethod(attempt.method).name
    : `${brandNames[attempt.card.brand]} CreditCards`;
