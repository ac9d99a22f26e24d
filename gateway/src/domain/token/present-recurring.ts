import type { JsonObject } from "../json.ts";
import type { Order } from "../order/order.ts";
import type { CardAttempt } from "../payment/attempt.ts";

/**
 * `recurring_id`, `recurring_model` and `recurring_flow` of `payment_details`:
 * null until there is a token (contract, cards-3ds.md §10). While a payment is
 * in review the card it may leave is not to be used yet, so it has no name either.
 */
export function presentRecurring(
  order: Pick<Order, "phase" | "details">,
  attempt: Pick<CardAttempt, "storedCredential" | "token">,
): JsonObject {
  const { storedCredential } = attempt;
  const token =
    storedCredential?.use === "subsequent"
      ? storedCredential.token
      : order.phase === "uncleared"
        ? null
        : attempt.token;
  const isKnown = storedCredential !== null && token !== null;
  return {
    recurring_flow: isKnown ? (order.details.recurringFlow ?? "token") : null,
    recurring_id: isKnown ? token : null,
    recurring_model: isKnown ? storedCredential.model : null,
  };
}
