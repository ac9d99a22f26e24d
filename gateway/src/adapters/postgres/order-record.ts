import type { FullRecord } from "#ports/store.ts";
import { type AttemptRow, type OrderRow, toAttempt, toOrder } from "./order-rows.ts";
import { type RelatedRow, toRelated } from "./related-rows.ts";

export interface RecordRow extends OrderRow {
  attempt: AttemptRow | null;
  related: readonly RelatedRow[] | null;
}

/** An order with all that belongs to it in one round trip; the parts come as JSON. */
export const recordColumns = `orders.*, (
    select to_jsonb(payment_attempt) - 'sealed_card' from payment_attempt
    where payment_attempt.key = orders.current_attempt
  ) as attempt, (
    select jsonb_agg(to_jsonb(related_transaction) order by transaction_id) from related_transaction
    where related_transaction.order_key = orders.key
      and related_transaction.attempt_key = orders.current_attempt
  ) as related`;

export const toRecord = (row: RecordRow): FullRecord => ({
  order: toOrder(row),
  attempt: row.attempt === null ? null : toAttempt(row.attempt),
  related: (row.related ?? []).map(toRelated),
});

/**
 * By the current or a retired token, which `token` stands for in the statement. Not
 * `or`: a plan made while the table is small would then read all of it, and be kept
 * while it grows.
 */
export const bySession = (token: string): string => `orders.key = coalesce(
    (select key from orders where session_token = ${token}),
    (select order_key from retired_session where token = ${token})
  )`;
