import type pg from "pg";
import { later, minuteMs, toIso } from "#domain/time.ts";
import type { NotificationLog } from "#ports/notification-log.ts";
import type { OrderKey } from "#domain/ids.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { endpointSql } from "./notification-endpoint.ts";
import { inTransaction } from "./pool.ts";
import { jobChannel } from "./save-change.ts";

/** A developer who tries again and again has enough of it; a loop in a shop's program is stopped. */
const mostResends = 5;
const resendWindowMs = 15 * minuteMs;

const counted = `
  counted as (
    insert into notification_resend as known (order_key, since, count) values ($1, $2, 1)
    on conflict (order_key) do update set
      since = case when known.since <= $3 then excluded.since else known.since end,
      count = case when known.since <= $3 then 1 else known.count + 1 end
      where known.since <= $3 or known.count < ${mostResends}
    returning order_key
  )`;

/** The order is told again whether or not a delivery of it still waits. */
const queueStatement = (counting: string): string => `
  with ${counting},
  target as (
    select orders.key, ${endpointSql("orders.site_id", "(orders.details ->> 'notificationUrl')")} as endpoint
    from counted join orders on orders.key = counted.order_key
  ),
  queued as (
    insert into job (kind, order_key, run_at, endpoint) select 'deliver-notification', key, $2, endpoint from target
    on conflict (order_key, kind) do update set
      run_at = excluded.run_at, revision = job.revision + 1, tries = 0, endpoint = excluded.endpoint
  ),
  tried as (
    update notification_endpoint set open_until = $2 from target
    where notification_endpoint.name = target.endpoint and open_until > $2
  )
  select pg_notify('${jobChannel}', '')::text from target`;

export function createResend(pool: pg.Pool, trail: AuditWriter): Pick<NotificationLog, "resend" | "replay"> {
  /** The order first, as everywhere: whoever saves it holds it while he asks for its jobs. */
  const queue = (
    order: OrderKey,
    statement: { readonly name: string; readonly text: string; readonly values: readonly unknown[] },
  ): Promise<boolean> =>
    inTransaction(pool, async (client) => {
      await client.query("select from orders where key = $1 for update", [order]);
      const queued = await client.query({ ...statement, values: [...statement.values] });
      if (queued.rowCount === 0) return false;
      await trail.appendToOrder(client, order, "notification.asked-for", {});
      return true;
    });

  return {
    async resend(order, now) {
      const isQueued = await queue(order, {
        name: "resend-notification",
        text: queueStatement(counted),
        values: [order, toIso(now), toIso(later(now, -resendWindowMs))],
      });
      return isQueued ? "queued" : "limited";
    },
    async replay(order, now) {
      await queue(order, {
        name: "replay-notification",
        text: queueStatement("counted as (select $1::text as order_key)"),
        values: [order, toIso(now)],
      });
    },
  };
}
