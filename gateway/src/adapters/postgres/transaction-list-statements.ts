/**
 * The statements of the list of transactions. Payments and refunds are walked
 * each along an index that gives them in the order of the list, and stop after a
 * page; then the two meet. So a page costs its own length, however long the list
 * is, as long as most of what is walked passes the other filters.
 *
 * Plans are generic and may be made while the tables are empty, so the text must
 * leave no choice (docs/performance.md): one lower and one upper end for the
 * range, since of two the index starts at either; the length of a walk as a
 * number, since of a parameter the planner believes a tenth of the table; and
 * `limit 1` where a row is found by its key, which keeps other conditions out.
 */

/** What the index begins with, after the site. */
export type Walk = "time" | "status" | "method";
export type Direction = "after" | "before";

/** Lines that a walk may take; a page is as long or shorter. */
export type WalkLength = 100 | 1000;

/** What a walk over several statuses or methods goes through, one after the other. */
interface Branch {
  readonly source: string;
  readonly condition: string;
}

const paymentBranches: Readonly<Record<Walk, Branch>> = {
  time: { source: "(values (true)) as wanted", condition: "true" },
  status: { source: "unnest($9::order_phase[]) as wanted (phase)", condition: "orders.phase = wanted.phase" },
  method: {
    source: "unnest($11::text[]) as wanted (method)",
    condition: "orders.payment_method = wanted.method",
  },
};

const refundBranches: Readonly<Record<Walk, Branch>> = {
  time: paymentBranches.time,
  status: { source: "unnest($10::text[]) as wanted (state)", condition: "related.state = wanted.state" },
  method: {
    source: paymentBranches.method.source,
    condition: "related.payment_method = wanted.method",
  },
};

export function listStatement(walk: Walk, direction: Direction, length: WalkLength): string {
  const order = direction === "after" ? "desc" : "asc";
  const walked = (branch: Branch, columns: string, from: string, conditions: string): string => `
    select walked.* from ${branch.source} cross join lateral (
      select ${columns} from ${from}
      where ${branch.condition} and ${conditions}
      order by created_at ${order}, transaction_id ${order} limit ${length}
    ) as walked`;
  return `
  with payments as (${walked(
    paymentBranches[walk],
    "orders.key, orders.created_at, orders.transaction_id, null::bigint as related_id",
    "orders",
    paymentConditions,
  )}
  ),
  refunds as (${walked(
    refundBranches[walk],
    "related.order_key, related.created_at, related.transaction_id, related.transaction_id as related_id",
    "related_transaction as related",
    refundConditions,
  )}
  ),
  page as (
    (select * from payments union all select * from refunds)
    order by created_at ${order}, transaction_id ${order}
    limit $14
  )
  ${lines("page")}
  order by page.created_at desc, page.transaction_id desc`;
}

/** One line by its number. */
export const findStatement = (): string => `
  with numbered as (
    (select key, null::bigint as related_id from orders where transaction_id = $2 limit 1)
    union all
    select order_key, transaction_id from (
      select * from related_transaction where transaction_id = $2 limit 1
    ) as related where type = 'refund'
  )
  ${lines("numbered")}
  where orders.site_id = $1 and orders.current_attempt is not null`;

const lines = (page: string): string => `
  select orders.*, (
    select to_jsonb(payment_attempt) - 'sealed_card' from payment_attempt
    where payment_attempt.key = orders.current_attempt
  ) as attempt, (
    select to_jsonb(related_transaction) from related_transaction
    where related_transaction.transaction_id = ${page}.related_id
  ) as related
  from ${page} cross join lateral (select * from orders where key = ${page}.key limit 1) as orders`;

/** Above the one place and below the other, both exclusive. */
const between = (table: string): string =>
  `(${table}.created_at, ${table}.transaction_id) > ($2::timestamptz, $3::bigint)
        and (${table}.created_at, ${table}.transaction_id) < ($4::timestamptz, $5::bigint)`;

const paymentConditions = `$12::boolean and orders.site_id = $1 and orders.current_attempt is not null
        and ${between("orders")}
        and ($6::timestamptz is null or orders.completed_at >= $6)
        and ($7::timestamptz is null or orders.completed_at < $7)
        and (cardinality($8::text[]) = 0 or orders.currency = any($8))
        and ($9::order_phase[] is null or orders.phase = any($9))
        and ($11::text[] is null or orders.payment_method = any($11))`;

/** A refund completes with its last change. */
const refundConditions = `$13::boolean and related.site_id = $1 and related.type = 'refund'
        and ${between("related")}
        and ($6::timestamptz is null or (related.state = 'completed' and related.modified_at >= $6))
        and ($7::timestamptz is null or (related.state = 'completed' and related.modified_at < $7))
        and (cardinality($8::text[]) = 0 or related.currency = any($8))
        and ($10::text[] is null or related.state = any($10))
        and ($11::text[] is null or related.payment_method = any($11))`;
