import type { JsonObject } from "#domain/json.ts";
import type { Order } from "#domain/order/order.ts";
import type { Attempt } from "#domain/payment/attempt.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import type { Change } from "#ports/store.ts";

/**
 * What the audit log says of a change: where the order and its money stand by
 * now, and what else moved. No name, address, card, or text of shop or shopper.
 */
export function orderChange(before: Order | null, change: Change): JsonObject {
  const { order, attempt, related = [], token } = change;
  return {
    amount: Number(order.money.amount),
    amount_captured: Number(order.amountCaptured),
    amount_refunded: Number(order.amountRefunded),
    currency: order.money.currency,
    phase: order.phase,
    ...(before === null ? {} : { phase_before: before.phase }),
    settlement: order.settlement,
    transaction_id: order.transactionId,
    version: order.version,
    ...(order.reasonCode === null ? {} : { reason_code: order.reasonCode }),
    ...(attempt === undefined ? {} : { attempt: attemptChange(attempt.value) }),
    ...(related.length === 0 ? {} : { related: related.map(relatedChange) }),
    ...(token === undefined ? {} : { token: token.kind }),
    ...(change.rewritesDetails === true ? { details: "rewritten" } : {}),
  };
}

const attemptChange = (attempt: Attempt): JsonObject => ({
  key: attempt.key,
  state: attempt.state,
  kind: attempt.kind,
  amount: Number(attempt.money.amount),
  method: attempt.kind === "transfer" ? attempt.method : attempt.card.brand,
  ...(attempt.kind === "transfer"
    ? {}
    : {
        response_code: attempt.authorization?.responseCode ?? null,
        trans_status: attempt.authentication?.transStatus ?? null,
      }),
});

const relatedChange = (one: RelatedTransaction): JsonObject => ({
  transaction_id: one.transactionId,
  type: one.type,
  state: one.state,
  amount: Number(one.money.amount),
});

/** An order posted anew has another session; everything else is a step of the order it was. */
export const orderEvent = (before: Order | null, change: Change): string => {
  if (before === null) return "order.created";
  return change.retiredToken === undefined ? "order.changed" : "order.restarted";
};
