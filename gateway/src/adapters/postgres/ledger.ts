import type pg from "pg";
import { parseCurrency } from "#domain/currency.ts";
import { siteId, transactionId } from "#domain/ids.ts";
import type { LedgerAccount } from "#domain/ledger/ledger-account.ts";
import { balancesOf, type SiteBalance } from "#domain/ledger/balance.ts";
import { minor } from "#domain/money.ts";
import { assert } from "#domain/result.ts";
import { type Instant, instant, toIso } from "#domain/time.ts";
import type { ClosingBalance, ClosingFilter, Ledger } from "#ports/ledger.ts";
import { inTransaction } from "./pool.ts";

interface SumRow {
  site_id: string;
  currency: string;
  debit: LedgerAccount;
  credit: LedgerAccount;
  amount: string;
}

interface ClosingRow {
  site_id: string;
  currency: string;
  ended_at: Date;
  amount: string;
  amount_uncleared: string;
  payout_amount: string;
  payout_transaction_id: string | null;
  total: string;
}

/** The longest that adding up all transfers may take: once a day, and nobody waits for it. */
const mostSumming = "10min";

export function createLedger(pool: pg.Pool): Ledger {
  return {
    balances: (until) =>
      inTransaction(pool, async (client) => {
        await client.query(`set local statement_timeout = '${mostSumming}'`);
        const sums = await client.query<SumRow>(
          `select site_id, currency, debit, credit, sum(amount) as amount from ledger_transfer
           where $1::timestamptz is null or at < $1
           group by site_id, currency, debit, credit order by site_id, currency`,
          [until === null ? null : toIso(until)],
        );
        return toBalances(sums.rows);
      }),
    async lastClosing() {
      const last = await pool.query<{ ended_at: Date | null }>(
        "select max(ended_at) as ended_at from closed_day",
      );
      const endedAt = last.rows[0]?.ended_at ?? null;
      assert(endedAt !== null, "no day was ever closed");
      return instant(endedAt.getTime());
    },
    closeDay: (endedAt, closings) => inTransaction(pool, (client) => closeDay(client, endedAt, closings)),
    async closings(filter, limit) {
      const found = await pool.query<ClosingRow>({
        name: "list-closings",
        text: `select closing_balance.*, count(*) over () as total from closing_balance
          where site_id = any($1) and ended_at > $2 and ended_at <= $3 and ($4::text is null or currency = $4)
          order by ended_at, currency, site_id limit $5`,
        values: [...closingParameters(filter), limit],
      });
      return { closings: found.rows.map(toClosing), total: Number(found.rows[0]?.total ?? "0") };
    },
  };
}

/** Whoever writes the day first writes all of it; who comes second finds it closed. */
async function closeDay(
  client: pg.PoolClient,
  endedAt: Instant,
  closings: readonly ClosingBalance[],
): Promise<void> {
  const at = toIso(endedAt);
  const day = await client.query("insert into closed_day (ended_at) values ($1) on conflict do nothing", [
    at,
  ]);
  if (day.rowCount === 0) return;
  const rows = closings.map((closing) => ({
    site_id: closing.siteId,
    currency: closing.currency,
    amount: String(closing.amount),
    amount_uncleared: String(closing.amountUncleared),
    payout_amount: String(closing.payoutAmount),
    payout_transaction_id: closing.payoutTransactionId,
  }));
  await client.query(
    `with closed as (
       insert into closing_balance (
         site_id, currency, ended_at, amount, amount_uncleared, payout_amount, payout_transaction_id
       )
       select site_id, currency, $1, amount, amount_uncleared, payout_amount, payout_transaction_id
       from jsonb_to_recordset($2::jsonb) as closing (
         site_id bigint, currency text, amount bigint, amount_uncleared bigint,
         payout_amount bigint, payout_transaction_id bigint
       )
       returning *
     )
     insert into ledger_transfer
       (site_id, currency, at, flow, transaction_id, party, debit, credit, amount)
     select site_id, currency, ended_at, 'payout', payout_transaction_id, '', 'merchant', 'payouts', payout_amount
     from closed where payout_amount > 0`,
    [at, JSON.stringify(rows)],
  );
}

const closingParameters = (filter: ClosingFilter): readonly unknown[] => [
  filter.sites,
  toIso(filter.endedAfter),
  toIso(filter.endedUntil),
  filter.currency,
];

const currencyOf = (row: { readonly currency: string }): SiteBalance["currency"] => {
  const currency = parseCurrency(row.currency);
  assert(currency !== null, "currency of a transfer does not parse");
  return currency;
};

/** The rows come ordered by site and currency. */
function toBalances(rows: readonly SumRow[]): readonly SiteBalance[] {
  const groups = Map.groupBy(rows, (row) => `${row.site_id} ${row.currency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const sums = group.map(({ debit, credit, amount }) => ({ debit, credit, amount: BigInt(amount) }));
    return [
      { siteId: siteId(Number(first.site_id)), currency: currencyOf(first), accounts: balancesOf(sums) },
    ];
  });
}

const toClosing = (row: ClosingRow): ClosingBalance => ({
  siteId: siteId(Number(row.site_id)),
  currency: currencyOf(row),
  endedAt: instant(row.ended_at.getTime()),
  amount: BigInt(row.amount),
  amountUncleared: BigInt(row.amount_uncleared),
  payoutAmount: minor(BigInt(row.payout_amount)),
  payoutTransactionId:
    row.payout_transaction_id === null ? null : transactionId(Number(row.payout_transaction_id)),
});
