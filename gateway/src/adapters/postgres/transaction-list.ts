import type pg from "pg";
import { methodsRefundedAs } from "#domain/method/pending-refund.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type {
  ListPlace,
  TransactionFilter,
  TransactionLine,
  TransactionList,
} from "#ports/transaction-list.ts";
import { assert } from "#domain/result.ts";
import { type AttemptRow, type OrderRow, toAttempt, toOrder } from "./order-rows.ts";
import { type RelatedRow, toRelated } from "./related-rows.ts";

interface LineRow extends OrderRow {
  attempt: AttemptRow | null;
  related: RelatedRow | null;
}

/** Constants of the catalogue as the text of an array: gateway ids are capital letters and digits. */
const textArray = (ids: readonly string[]): string => `'{${ids.join(",")}}'::text[]`;
const initialized = (attribute: "status" | "financialStatus"): string =>
  textArray(methodsRefundedAs(attribute, "initialized"));
const completedAtOnce = textArray(methodsRefundedAs("financialStatus", "completed"));

/**
 * Payments and what followed them as one list. Both halves are limited by the
 * keyset before they meet, so that a page costs its own length, however long the
 * list is. The statuses of related transactions are those they show the shop.
 */
const listed = (direction: "after" | "before"): string => {
  const [comparison, order] = direction === "after" ? ["<", "desc"] : [">", "asc"];
  const place = (created: string, id: string): string =>
    `($13::timestamptz is null or (${created}, ${id}) ${comparison} ($13::timestamptz, $14::bigint))`;
  return `
  with payments as (
    -- Site by site, so that each walks its own index; one page of all of them is what remains.
    select paid.* from unnest($1::bigint[]) as listed (site_id) cross join lateral (
    select orders.key, orders.created_at, orders.transaction_id, null::bigint as related_id
    from orders
    join payment_attempt on payment_attempt.key = orders.current_attempt
    join phase_status on phase_status.phase = orders.phase
    where orders.site_id = listed.site_id
      and ($2::bigint is null or orders.transaction_id = $2)
      and ($3::timestamptz is null or orders.created_at >= $3)
      and ($4::timestamptz is null or orders.created_at < $4)
      and ($5::timestamptz is null or orders.completed_at >= $5)
      and ($6::timestamptz is null or orders.completed_at < $6)
      and (cardinality($7::text[]) = 0 or phase_status.status = any($7))
      and (cardinality($8::text[]) = 0 or coalesce(phase_status.financial_status, orders.settlement::text) = any($8))
      and (cardinality($9::text[]) = 0 or case orders.type when 'checkout' then 'fastcheckout' else 'payment' end = any($9))
      and (cardinality($10::text[]) = 0 or payment_attempt.brand = any($10))
      and (cardinality($11::text[]) = 0 or orders.currency = any($11))
      and coalesce($12::text, 'C') = 'C'
      and ${place("orders.created_at", "orders.transaction_id")}
    order by orders.created_at ${order}, orders.transaction_id ${order}
    limit $15
    ) paid
  ),
  refunds as (
    select orders.key, related.created_at, related.transaction_id, related.transaction_id as related_id
    from related_transaction related
    join orders on orders.key = related.order_key
    join payment_attempt on payment_attempt.key = orders.current_attempt
    cross join lateral (
      select
        case when related.state not in ('reserved', 'sent') then related.state
          when related.type = 'refund' and payment_attempt.brand = any(${initialized("status")}) then 'initialized'
          else 'reserved' end as status,
        case when related.state not in ('reserved', 'sent') then related.state
          when related.type = 'refund' and payment_attempt.brand = any(${initialized("financialStatus")}) then 'initialized'
          when related.type = 'refund' and payment_attempt.brand = any(${completedAtOnce}) then 'completed'
          else 'reserved' end as financial_status,
        replace(related.type, '-', '_') as type,
        case related.type when 'reverse-chargeback' then 'C' else 'D' end as debit_credit
    ) shown
    where orders.site_id = any($1::bigint[]) and related.type in ('refund', 'chargeback', 'reverse-chargeback')
      and ($2::bigint is null or related.transaction_id = $2)
      and ($3::timestamptz is null or related.created_at >= $3)
      and ($4::timestamptz is null or related.created_at < $4)
      and ($5::timestamptz is null or (related.state = 'completed' and related.modified_at >= $5))
      and ($6::timestamptz is null or (related.state = 'completed' and related.modified_at < $6))
      and (cardinality($7::text[]) = 0 or shown.status = any($7))
      and (cardinality($8::text[]) = 0 or shown.financial_status = any($8))
      and (cardinality($9::text[]) = 0 or shown.type = any($9))
      and (cardinality($10::text[]) = 0 or payment_attempt.brand = any($10))
      and (cardinality($11::text[]) = 0 or related.currency = any($11))
      and coalesce($12::text, shown.debit_credit) = shown.debit_credit
      and ${place("related.created_at", "related.transaction_id")}
    order by related.created_at ${order}, related.transaction_id ${order}
    limit $15
  ),
  page as (
    (select * from payments union all select * from refunds)
    order by created_at ${order}, transaction_id ${order}
    limit $15
  )
  select orders.*, (
    select to_jsonb(payment_attempt) - 'sealed_card' from payment_attempt
    where payment_attempt.key = orders.current_attempt
  ) as attempt, (
    select to_jsonb(related_transaction) from related_transaction
    where related_transaction.transaction_id = page.related_id
  ) as related
  from page join orders on orders.key = page.key
  order by page.created_at desc, page.transaction_id desc`;
};

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

export function createTransactionList(pool: pg.Pool): TransactionList {
  return {
    async list(filter, { limit, after, before }) {
      const direction = before === null ? "after" : "before";
      const place = before ?? after;
      const found = await pool.query<LineRow>({
        name: `list-transactions-${direction}`,
        text: listed(direction),
        values: parameters(filter, place, limit),
      });
      return found.rows.map(toLine);
    },
  };
}

const parameters = (filter: TransactionFilter, place: ListPlace | null, limit: number): unknown[] => [
  filter.sites,
  filter.transactionId,
  isoOrNull(filter.createdFrom),
  isoOrNull(filter.createdUntil),
  isoOrNull(filter.completedFrom),
  isoOrNull(filter.completedUntil),
  filter.statuses,
  filter.financialStatuses,
  filter.types,
  filter.paymentMethods,
  filter.currencies,
  filter.debitCredit,
  isoOrNull(place?.createdAt ?? null),
  place?.transactionId ?? null,
  limit,
];

function toLine(row: LineRow): TransactionLine {
  assert(row.attempt !== null, "a transaction without an attempt");
  return {
    order: toOrder(row),
    attempt: toAttempt(row.attempt),
    related: row.related === null ? null : toRelated(row.related),
  };
}
