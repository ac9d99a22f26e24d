import type pg from "pg";
import { type OrderKey, parseOrderId } from "#domain/ids.ts";
import { type ChaosBehaviour, chaosBehaviours, type ChaosSetting } from "#domain/notification/chaos.ts";
import { assert } from "#domain/result.ts";
import { instant, toIso } from "#domain/time.ts";
import type { NotificationChaos } from "#ports/notification-chaos.ts";
import { jobChannel } from "./save-change.ts";

interface ChaosRow {
  order_id: string;
  behaviour: string;
  seconds: number;
}

/** Stands for all orders of a site. */
const allOrders = "";
const mostSettings = 1_000;

export function createNotificationChaos(pool: pg.Pool): NotificationChaos {
  return {
    async settingOf(site, orderId) {
      const found = await pool.query<ChaosRow>({
        name: "chaos-of-order",
        text: `select order_id, behaviour, seconds from notification_chaos
          where site_id = $1 and order_id in ($2, '${allOrders}') order by order_id desc limit 1`,
        values: [site, orderId],
      });
      const [row] = found.rows;
      return row === undefined ? null : toSetting(row);
    },
    async list(site) {
      const found = await pool.query<ChaosRow>(
        `select order_id, behaviour, seconds from notification_chaos where site_id = $1
         order by order_id limit ${mostSettings}`,
        [site],
      );
      return found.rows.map(toSetting);
    },
    async set(site, { orderId, behaviour, seconds }) {
      const set = await pool.query(
        `insert into notification_chaos (site_id, order_id, behaviour, seconds)
         select $1, $2, $3, $4 where exists (
           select from notification_chaos where site_id = $1 and order_id = $2
         ) or (select count(*) from notification_chaos where site_id = $1) < ${mostSettings}
         on conflict (site_id, order_id) do update
           set behaviour = excluded.behaviour, seconds = excluded.seconds`,
        [site, orderId ?? allOrders, behaviour, seconds],
      );
      return set.rowCount === 0 ? "full" : "set";
    },
    async clear(site, orderId) {
      await pool.query("delete from notification_chaos where site_id = $1 and order_id = $2", [
        site,
        orderId ?? allOrders,
      ]);
    },
    async clearAll(site) {
      await pool.query("delete from notification_chaos where site_id = $1", [site]);
    },
    ...createPast(pool),
  };
}

/** What is remembered of single orders. */
const createPast = (
  pool: pg.Pool,
): Pick<NotificationChaos, "leftAt" | "leave" | "isBeingTold" | "exchangeBody"> => ({
  async leftAt(order) {
    const found = await pool.query<{ left_at: Date | null }>(
      "select left_at from notification_past where order_key = $1",
      [order],
    );
    const left = found.rows[0]?.left_at ?? null;
    return left === null ? null : instant(left.getTime());
  },
  async leave(order, at, runAt) {
    // The delivery that runs at this moment has not seen it: raising the revision has it run again.
    await pool.query(
      `with gone as (
         insert into notification_past as known (order_key, left_at) values ($1, $2)
         on conflict (order_key) do update set left_at = excluded.left_at where known.left_at is null
         returning order_key
       )
       update job set run_at = $3, revision = revision + 1 from gone
       where job.order_key = gone.order_key and kind = 'deliver-notification' and tries = 0
       returning pg_notify('${jobChannel}', '')::text`,
      [order, toIso(at), toIso(runAt)],
    );
  },
  async isBeingTold(order, now) {
    const waiting = await pool.query(
      `select from job where order_key = $1 and kind = 'deliver-notification' and tries = 0
         and (claimed_by is not null or run_at <= $2)`,
      [order, toIso(now)],
    );
    return waiting.rowCount !== 0;
  },
  exchangeBody: (order, body) => exchangeBody(pool, order, body),
});

async function exchangeBody(pool: pg.Pool, order: OrderKey, body: string): Promise<string | null> {
  const kept = await pool.query<{ before: string | null }>(
    `insert into notification_past as known (order_key, body) values ($1, $2)
     on conflict (order_key) do update set body = excluded.body
     returning (select body from notification_past where order_key = $1) as before`,
    [order, body],
  );
  return kept.rows[0]?.before ?? null;
}

function toSetting(row: ChaosRow): ChaosSetting {
  const behaviour: ChaosBehaviour | undefined = chaosBehaviours.find((one) => one === row.behaviour);
  assert(behaviour !== undefined, "a behaviour that there is not");
  return {
    orderId: row.order_id === allOrders ? null : parseOrderId(row.order_id),
    behaviour,
    seconds: row.seconds,
  };
}
