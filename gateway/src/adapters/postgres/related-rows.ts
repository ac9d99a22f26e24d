import { parseCurrency } from "#domain/currency.ts";
import { parseAttemptKey, parseOrderKey, transactionId } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import { minor } from "#domain/money.ts";
import type { Cart } from "#domain/order/cart.ts";
import type { RelatedState, RelatedTransaction, RelatedType } from "#domain/related/related-transaction.ts";
import { assert } from "#domain/result.ts";
import { instant, toIso } from "#domain/time.ts";
import { type DisputeRow, disputeColumn, toDispute } from "./dispute-column.ts";
import type { Columns } from "./order-rows.ts";

/** A related transaction as `to_jsonb` gives it. */
export interface RelatedRow {
  transaction_id: number;
  order_key: string;
  attempt_key: string;
  type: string;
  state: string;
  currency: string;
  amount: number;
  description: string;
  given_order_id: string | null;
  child_order: string | null;
  stan: string | null;
  rrn: string | null;
  transmission_at: string | null;
  kept: JsonObject;
  cart_before: Cart | null;
  dispute: DisputeRow | null;
  created_at: string;
  modified_at: string;
}

export function toRelated(row: RelatedRow): RelatedTransaction {
  const currency = parseCurrency(row.currency);
  assert(currency !== null, "currency of a stored row does not parse");
  return {
    transactionId: transactionId(row.transaction_id),
    orderKey: parseOrderKey(row.order_key),
    attemptKey: parseAttemptKey(row.attempt_key),
    type: row.type as RelatedType,
    state: row.state as RelatedState,
    money: { amount: minor(BigInt(row.amount)), currency },
    description: row.description,
    givenOrderId: row.given_order_id,
    childOrder: row.child_order === null ? null : parseOrderKey(row.child_order),
    reference:
      row.stan === null || row.rrn === null || row.transmission_at === null
        ? null
        : { stan: row.stan, rrn: row.rrn, transmissionAt: instant(Date.parse(row.transmission_at)) },
    kept: row.kept,
    cartBefore: row.cart_before,
    dispute: row.dispute === null ? null : toDispute(row.dispute),
    createdAt: instant(Date.parse(row.created_at)),
    modifiedAt: instant(Date.parse(row.modified_at)),
  };
}

export const relatedColumns = (related: RelatedTransaction): Columns => ({
  transaction_id: related.transactionId,
  order_key: related.orderKey,
  attempt_key: related.attemptKey,
  type: related.type,
  state: related.state,
  currency: related.money.currency,
  amount: String(related.money.amount),
  description: related.description,
  given_order_id: related.givenOrderId,
  child_order: related.childOrder,
  stan: related.reference?.stan ?? null,
  rrn: related.reference?.rrn ?? null,
  transmission_at: related.reference === null ? null : toIso(related.reference.transmissionAt),
  kept: JSON.stringify(related.kept),
  cart_before: related.cartBefore === null ? null : JSON.stringify(related.cartBefore),
  dispute: related.dispute === null ? null : disputeColumn(related.dispute),
  created_at: toIso(related.createdAt),
  modified_at: toIso(related.modifiedAt),
});

/** What changes while a related transaction lives. */
export const mutableRelatedColumns = [
  "state",
  "child_order",
  "stan",
  "rrn",
  "transmission_at",
  "dispute",
  "modified_at",
];
