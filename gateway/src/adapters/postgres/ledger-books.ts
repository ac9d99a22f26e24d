import type pg from "pg";
import type { PostedOrder, PostedSum } from "#domain/ledger/proof.ts";
import type { LedgerBooks } from "#ports/ledger.ts";
import { type OrderRow, toOrder } from "./order-rows.ts";
import { inTransaction } from "./pool.ts";
import { type RelatedRow, toRelated } from "./related-rows.ts";

interface PostedRow extends OrderRow {
  related: readonly RelatedRow[] | null;
  posted: readonly JsonSum[] | null;
}

type JsonSum = Omit<PostedSum, "amount"> & { readonly amount: number };

/** Orders held in memory at a time. */
const batchSize = 500;

/** All transfers are added up once, by order, and joined to the orders: one pass over each table. */
const everyOrder = `
  select orders.*, (
    select jsonb_agg(to_jsonb(related_transaction) order by transaction_id) from related_transaction
    where related_transaction.order_key = orders.key
  ) as related, posted.sums as posted
  from orders left join (
    select order_key, jsonb_agg(jsonb_build_object(
      'flow', flow, 'transactionId', transaction_id, 'party', party,
      'debit', debit, 'credit', credit, 'amount', amount
    )) as sums
    from (
      select order_key, flow, transaction_id, party, debit, credit, sum(amount) as amount
      from ledger_transfer where order_key is not null
      group by order_key, flow, transaction_id, party, debit, credit
    ) as flows
    group by order_key
  ) as posted on posted.order_key = orders.key
  where orders.current_attempt is not null or posted.order_key is not null`;

const strays = `
  select format('transfer %s names an order that is not there', id) as what
  from ledger_transfer where order_key is not null
    and not exists (select from orders where orders.key = ledger_transfer.order_key)
  union all
  select format('capture %s made an order of another amount', related.transaction_id)
  from related_transaction related left join orders child on child.key = related.child_order
  where related.type = 'capture' and related.state = 'completed' and related.child_order is not null
    and child.amount_captured is distinct from related.amount
  union all
  select format('payout %s of site %s is %s, its closing says %s', coalesce(number, payout_transaction_id),
    coalesce(transfer.site_id, closing.site_id), transfer.amount, closing.payout_amount)
  from (
    select site_id, currency, transaction_id as number, sum(amount) as amount
    from ledger_transfer where order_key is null group by site_id, currency, transaction_id
  ) as transfer
  full join (select * from closing_balance where payout_amount > 0) as closing
    on closing.site_id = transfer.site_id and closing.currency = transfer.currency
    and closing.payout_transaction_id = transfer.number
  where transfer.amount is distinct from closing.payout_amount::numeric
  limit $1`;

/** Long enough for any ledger; an operator who does not want to wait ends the command. */
const noTimeout = "set local statement_timeout = 0";

export function createLedgerBooks(pool: pg.Pool): LedgerBooks {
  return {
    visitOrders: (visit) =>
      inTransaction(pool, async (client) => {
        await client.query(noTimeout);
        // The cursor is read to its end: the plan that is fastest as a whole, not the one that begins soonest.
        await client.query("set local cursor_tuple_fraction = 1");
        await client.query(`declare books no scroll cursor for ${everyOrder}`);
        for (;;) {
          const batch = await client.query<PostedRow>(`fetch ${batchSize} from books`);
          if (batch.rows.length === 0) return;
          visit(batch.rows.map(toPosted));
        }
      }),
    strays: (limit) =>
      inTransaction(pool, async (client) => {
        await client.query(noTimeout);
        const found = await client.query<{ what: string }>(strays, [limit]);
        return found.rows.map((row) => row.what);
      }),
  };
}

const toPosted = (row: PostedRow): PostedOrder => ({
  booked: { order: toOrder(row), related: (row.related ?? []).map(toRelated) },
  posted: (row.posted ?? []).map((sum) => ({ ...sum, amount: BigInt(sum.amount) })),
});
