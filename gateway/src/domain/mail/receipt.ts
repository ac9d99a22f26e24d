import type { Order } from "../order/order.ts";
import type { Phase } from "../order/phase.ts";
import type { Attempt } from "../payment/attempt.ts";

/** Money that went back whole, or was taken back, is no news of a payment any more. */
const stillPaid: readonly Phase[] = ["completed", "shipped", "partial_refunded"];

/**
 * Whether the shopper is sent a receipt for the payment. Not where he was not there to pay: an order by telephone or
 * letter, or a charge of a token that the shop began, of which the shop itself tells him. Not for a checked card (no
 * money moved), nor while a provider only promised to pay.
 */
export function isReceiptDue({
  order,
  attempt,
}: {
  readonly order: Order;
  readonly attempt: Attempt | null;
}): boolean {
  return (
    stillPaid.includes(order.phase) &&
    order.settlement !== "uncleared" &&
    order.money.amount > 0n &&
    order.details.mail?.receipts === true &&
    !order.details.moto &&
    attempt !== null &&
    !isBegunByShop(attempt)
  );
}

function isBegunByShop(attempt: Attempt): boolean {
  if (attempt.kind === "transfer") return attempt.provider.input.charged !== undefined;
  const credential = attempt.storedCredential;
  return credential?.use === "subsequent" && credential.model !== "cardOnFile";
}
