/**
 * The statements of the list of transactions. Payments and what followed them are
 * walked site by site, each along an index that gives them in the order of the
 * list, and stop after a page; then the walks meet. So a page costs its own length
 * for each site, however long the list is, as long as most of what is walked
 * passes the other filters.
 *
 * Plans are generic and may be made while the tables are empty, so the text must
 * leave no choice (docs/performance.md): one lower and one upper end for the
 * range, since of two the index starts at either; the length of a walk as a
 * number, since of a parameter the planner believes a tenth of the table; and
 * `limit 1` where a row is found by its key, which keeps other conditions out.
 * A partial index is taken only where the text has its condition.
 */

/** What the index begins with, after the site. */
export type Walk = "time" | "status" | "method" | "checkout";
export type Direction = "after" | "before";

/** Lines that a walk may take; a page is as long or shorter. */
export type WalkLength = 100 | 1000;

/** What a walk over several statuses or methods goes through in each site, one after the other. */
interface Branch {
  readonly source: string;
  readonly condition: string;
}

const all: Branch = { source: "(values (true)) as wanted", condition: "true" };

const paymentBranches: Readonly<Record<Walk, Branch>> = {
  time: all,
  status: {
    source: "unnest($9::order_phase[], $10::settlement[]) as wanted (phase, settlement)",
    condition: "orders.phase = wanted.phase and orders.settlement = wanted.settlement",
  },
  method: {
    source: "unnest($12::text[]) as wanted (method)",
    condition: "orders.payment_method = wanted.method",
  },
  checkout: { ...all, condition: "orders.type = 'checkout'" },
};

const followUpBranches: Readonly<Record<Walk, Branch>> = {
  time: all,
  status: { source: "unnest($11::text[]) as wanted (state)", condition: "related.state = wanted.state" },
  method: {
    source: paymentBranches.method.source,
    condition: "related.payment_method = wanted.method",
  },
  checkout: all,
};

export function listStatement(walk: Walk, direction: Direction, length: WalkLength): string {
  const order = direction === "after" ? "desc" : "asc";
  const walked = (
    sources: string,
    branch: Branch,
    columns: string,
    from: string,
    conditions: string,
  ): string => `
    select walked.* from ${sources} cross join ${branch.source} cross join lateral (
      select ${columns} from ${from}
      where ${branch.condition} and ${conditions}
      order by created_at ${order}, transaction_id ${order} limit ${length}
    ) as walked`;
  return `
  with payments as (${walked(
    sites,
    paymentBranches[walk],
    "orders.key, orders.created_at, orders.transaction_id, null::bigint as related_id",
    "orders",
    paymentConditions,
  )}
  ),
  follow_ups as (${walked(
    `${sites} cross join ${types}`,
    followUpBranches[walk],
    "related.order_key, related.created_at, related.transaction_id, related.transaction_id as related_id",
    "related_transaction as related",
    followUpConditions,
  )}
  ),
  page as (
    (select * from payments union all select * from follow_ups)
    order by created_at ${order}, transaction_id ${order}
    limit $15
  )
  ${lines("page")}
  order by page.created_at desc, page.transaction_id desc`;
}

const sites = "unnest($1::bigint[]) as listed (site_id)";
const types = "unnest($14::text[]) as followed (type)";

/** One line by its number. */
export const findStatement = (): string => `
  with numbered as (
    (select key, null::bigint as related_id from orders where transaction_id = $2 limit 1)
    union all
    select order_key, transaction_id from (
      select * from related_transaction where transaction_id = $2 limit 1
    ) as related where type = any($3)
  )
  ${lines("numbered")}
  where orders.site_id = any($1) and orders.current_attempt is not null`;

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

/** Kinds of payment, $13: whether it is of FastCheckout. Nothing is walked where none is wanted. */
const paymentConditions = `cardinality($13::boolean[]) > 0 and orders.site_id = listed.site_id
        and orders.current_attempt is not null
        and ${between("orders")}
        and ($6::timestamptz is null or orders.completed_at >= $6)
        and ($7::timestamptz is null or orders.completed_at < $7)
        and (cardinality($8::text[]) = 0 or orders.currency = any($8))
        and ($9::order_phase[] is null or (orders.phase, orders.settlement) in (
          select phase, settlement from unnest($9, $10::settlement[]) as either (phase, settlement)
        ))
        and ($12::text[] is null or orders.payment_method = any($12))
        and (orders.type = 'checkout') = any($13)`;

/** The types are those of the index; what follows a payment completes with its last change. */
const followUpConditions = `related.site_id = listed.site_id and related.type = followed.type
        and related.type in ('refund', 'chargeback', 'reverse-chargeback')
        and ${between("related")}
        and ($6::timestamptz is null or (related.state = 'completed' and related.modified_at >= $6))
        and ($7::timestamptz is null or (related.state = 'completed' and related.modified_at < $7))
        and (cardinality($8::text[]) = 0 or related.currency = any($8))
        and ($11::text[] is null or related.state = any($11))
        and ($16::text[] is null or related.state not in ('reserved', 'sent') or related.payment_method = any($16))
        and ($12::text[] is null or related.payment_method = any($12))`;
