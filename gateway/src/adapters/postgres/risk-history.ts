import type pg from "pg";
import type { CardHistory, PayerHistory, PaymentHistory } from "#domain/fraud/facts.ts";
import { minor } from "#domain/money.ts";
import { dayMs, hourMs, type Instant, later, toIso } from "#domain/time.ts";
import type { RiskHistory } from "#ports/risk-history.ts";
import { inTransaction } from "./pool.ts";

/** The parts as JSON, their members named as the domain names them. */
interface HistoryRow {
  card: CardHistory;
  email: PayerHistory;
  address: PayerHistory;
  site: { readonly payments: number; readonly highAmount: string | null };
}

/**
 * Each part reads the newest hundred rows of its index and no more, so that a
 * flood of attempts, which is when the count matters, costs no more than a
 * hundred. Every limit of a rule lies below that.
 */
const newest = (column: string, parameter: string, since: string): string =>
  `(select velocity_record.*, state, response_code from velocity_record join payment_attempt on payment_attempt.key = attempt_key
    where velocity_record.${column} = ${parameter} and at > ${since} order by at desc limit 100) as recent`;

const payerCounts = `count(*) filter (where at > $4) as "attemptsInHour",
      count(*) as "attemptsInDay",
      count(*) filter (where state = 'declined') as "declinesInDay",
      count(distinct card_fingerprint) filter (where card_fingerprint <> $1) as "otherCardsInDay"`;

/**
 * $1 card, $2 e-mail, $3 address; $4 an hour, $5 a day, $6 30 days ago; $7 site,
 * $8 currency. An e-mail or IP address that is null equals no row. Response codes:
 * lost, stolen, suspected fraud (ISO 8583, DE 39).
 */
const statement = `
  select to_json(card) as card, to_json(email) as email, to_json(address) as address, to_json(site) as site from
  (select count(*) filter (where at > $4) as "attemptsInHour",
      count(*) filter (where at > $5) as "attemptsInDay",
      count(*) filter (where at > $5 and state = 'declined') as "declinesInDay",
      count(distinct email_fingerprint) filter (where at > $5 and email_fingerprint <> $2) as "otherEmailsInDay",
      count(*) filter (where response_code in ('34', '41', '43', '59')) as "reportsInMonth"
    from ${newest("card_fingerprint", "$1", "$6")}) as card,
  (select ${payerCounts} from ${newest("email_fingerprint", "$2", "$5")}) as email,
  (select ${payerCounts} from ${newest("address_fingerprint", "$3", "$5")}) as address,
  (select count(*) as payments,
      (percentile_disc(0.95) within group (order by amount::bigint))::text as "highAmount"
    from (
      select currency, amount, phase from orders where site_id = $7 and current_attempt is not null
      order by created_at desc, transaction_id desc limit 100
    ) as recent
    where currency = $8 and amount > 0
      and phase in ('completed', 'authorized', 'shipped', 'partial_refunded', 'refunded')) as site`;

const monthMs = 30 * dayMs;

/** No index leads to the oldest rows: once a day the table is read, and payments are spared a further index. */
const forgetting = `
  delete from velocity_record where attempt_key in (
    select attempt_key from velocity_record where at <= $1 limit $2
  )`;
/** Nobody waits for it. */
const mostForgetting = "5min";

export function createRiskHistory(pool: pg.Pool): RiskHistory {
  return {
    async before(now: Instant, { site, currency, keys }): Promise<PaymentHistory> {
      const since = (ms: number): string => toIso(later(now, -ms));
      const result = await pool.query<HistoryRow>({
        name: "risk-history",
        text: statement,
        values: [
          ...[keys.card, keys.email, keys.address],
          ...[since(hourMs), since(dayMs), since(monthMs)],
          ...[site, currency],
        ],
      });
      const [row] = result.rows;
      if (row === undefined) throw new Error("a count without a row");
      const { highAmount } = row.site;
      return {
        ...row,
        site: {
          payments: row.site.payments,
          highAmount: highAmount === null ? null : minor(BigInt(highAmount)),
        },
      };
    },
    forget: (now, limit) =>
      inTransaction(pool, async (client) => {
        await client.query(`set local statement_timeout = '${mostForgetting}'`);
        const forgotten = await client.query(forgetting, [toIso(later(now, -monthMs)), limit]);
        return forgotten.rowCount ?? 0;
      }),
  };
}
