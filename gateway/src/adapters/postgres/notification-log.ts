import type pg from "pg";
import { type OrderId, parseOrderId, parseOrderKey, siteId, transactionId } from "#domain/ids.ts";
import { opensAfter, openStepsMs } from "#domain/notification/breaker.ts";
import { assert } from "#domain/result.ts";
import { dayMs, type Instant, instant, later, toIso } from "#domain/time.ts";
import type { LoggedNotification, NotificationAttempt, NotificationLog } from "#ports/notification-log.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { createResend } from "./notification-resend.ts";

const keptMs = 30 * dayMs;
const entry = `insert into notification_attempt
    (site_id, order_key, order_version, order_status, financial_status, number, method, url, sent_at, status, outcome,
      duration_ms, next_attempt_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** One that answers is forgotten to have failed: the living have no row that all their calls would contend for. */
const entryOfLiving = `with closed as (delete from notification_endpoint where name = $14) ${entry}`;

/**
 * Calls that were under way when the breaker opened say nothing new: only the one
 * that tries lengthens the time. $15 from now, $16 failures that open, $17 lengths.
 */
const entryOfDead = `with failed as (
    insert into notification_endpoint as known (name, failures, open_until)
    values ($14, 1, ${openUntil("1")})
    on conflict (name) do update set
      failures = known.failures + 1,
      open_until = ${openUntil("(known.failures + 1)")}
      where known.open_until is null or $18::boolean
  ) ${entry}`;

function openUntil(failures: string): string {
  const step = `least(${failures} - $16::int + 1, cardinality($17::bigint[]))`;
  // Below the first step there is none: null.
  return `$15::timestamptz + ($17::bigint[])[${step}] * interval '1 millisecond'`;
}

interface LogRow {
  id: string;
  site_id: string;
  order_key: string;
  order_id: string;
  transaction_id: string;
  order_version: number;
  order_status: string;
  financial_status: string;
  number: number;
  method: "GET" | "POST";
  url: string;
  sent_at: Date;
  status: number | null;
  outcome: NotificationAttempt["outcome"];
  duration_ms: number;
  next_attempt_at: Date | null;
}

/** A page of each site, and of those the first: no index has the entries of several sites in one row. */
const listStatement = (by: "order" | "site", direction: "after" | "before"): string => {
  const order = direction === "after" ? "desc" : "asc";
  const own =
    by === "site"
      ? "site_id = listed.site_id"
      : "order_key = (select key from orders where orders.site_id = listed.site_id and order_id = $5)";
  return `
  select page.*, orders.order_id, orders.transaction_id from (
    select entry.* from unnest($1::bigint[]) as listed (site_id) cross join lateral (
      select * from notification_attempt where ${own} and id < $2 and id > $3
      order by id ${order} limit $4
    ) as entry order by entry.id ${order} limit $4
  ) as page join orders on orders.key = page.order_key
  order by page.id desc`;
};

export function createNotificationLog(pool: pg.Pool, trail: AuditWriter): NotificationLog {
  return {
    async record(attempt, sign) {
      const values: unknown[] = valuesOf(attempt);
      if (sign === null) {
        await pool.query({ name: "record-notification", text: entry, values });
      } else if (sign.isAlive) {
        values.push(sign.endpoint);
        await pool.query({ name: "record-notification-alive", text: entryOfLiving, values });
      } else {
        const endedAt = later(attempt.sentAt, attempt.durationMs);
        values.push(sign.endpoint, toIso(endedAt), opensAfter, openStepsMs, sign.isProbe);
        await pool.query({ name: "record-notification-dead", text: entryOfDead, values });
      }
    },
    async list(sites, orderId, { limit, after, before }) {
      const by = orderId === null ? "site" : "order";
      const direction = before === null ? "after" : "before";
      const found = await pool.query<LogRow>({
        name: `list-notifications-${by}-${direction}`,
        text: listStatement(by, direction),
        values: [
          sites,
          ...(direction === "after"
            ? [after ?? Number.MAX_SAFE_INTEGER, 0]
            : [Number.MAX_SAFE_INTEGER, before]),
          limit,
          ...(orderId === null ? [] : [orderId]),
        ],
      });
      return found.rows.map(toLogged);
    },
    async orderOf(sites, id) {
      const found = await pool.query<{ order_key: string }>({
        name: "order-of-notification",
        text: "select order_key from notification_attempt where id = $1 and site_id = any($2)",
        values: [id, sites],
      });
      const key = found.rows[0]?.order_key;
      return key === undefined ? null : parseOrderKey(key);
    },
    ...createResend(pool, trail),
    async forget(now, limit) {
      const since = toIso(later(now, -keptMs));
      await pool.query("delete from notification_resend where since < $1", [since]);
      await pool.query(
        "delete from notification_past using orders where orders.key = order_key and orders.modified_at < $1",
        [since],
      );
      const forgotten = await pool.query(
        `delete from notification_attempt where sent_at < $1
           and id in (select id from notification_attempt order by id limit $2)`,
        [since, limit],
      );
      return forgotten.rowCount ?? 0;
    },
  };
}

const valuesOf = (attempt: NotificationAttempt): unknown[] => [
  attempt.siteId,
  attempt.orderKey,
  attempt.orderVersion,
  attempt.orderStatus,
  attempt.financialStatus,
  attempt.number,
  attempt.method,
  attempt.url,
  toIso(attempt.sentAt),
  attempt.status,
  attempt.outcome,
  attempt.durationMs,
  attempt.nextAttemptAt === null ? null : toIso(attempt.nextAttemptAt),
];

function toLogged(row: LogRow): LoggedNotification {
  const orderId: OrderId | null = parseOrderId(row.order_id);
  assert(orderId !== null, "an entry of an order without an id");
  return {
    id: Number(row.id),
    siteId: siteId(Number(row.site_id)),
    orderKey: parseOrderKey(row.order_key),
    orderId,
    transactionId: transactionId(Number(row.transaction_id)),
    orderVersion: row.order_version,
    orderStatus: row.order_status,
    financialStatus: row.financial_status,
    number: row.number,
    method: row.method,
    url: row.url,
    sentAt: at(row.sent_at),
    status: row.status,
    outcome: row.outcome,
    durationMs: row.duration_ms,
    nextAttemptAt: row.next_attempt_at === null ? null : at(row.next_attempt_at),
  };
}

const at = (date: Date): Instant => instant(date.getTime());
