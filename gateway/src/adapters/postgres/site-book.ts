import type pg from "pg";
import { siteStream } from "#domain/audit/stream.ts";
import { type SiteId, siteId } from "#domain/ids.ts";
import type { SiteProfile } from "#domain/merchant/site-profile.ts";
import { mostSitesOfAccount } from "#domain/merchant/site-profile.ts";
import { minor, type Minor } from "#domain/money.ts";
import { ok } from "#domain/result.ts";
import type { OwnedSite, SiteBook } from "#ports/site-book.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { markKey } from "./mark-key.ts";
import { findOne } from "./order-store.ts";
import { inTransaction } from "./pool.ts";

interface ProfileRow {
  id: string;
  account_id: string;
  name: string;
  notification_url: string | null;
  url: string | null;
  price_from: string | null;
  price_till: string | null;
  support_email: string | null;
  support_phone: string | null;
}

const minorOrNull = (text: string | null): Minor | null => (text === null ? null : minor(BigInt(text)));

const toOwned = (row: ProfileRow): OwnedSite => ({
  id: siteId(Number(row.id)),
  accountId: Number(row.account_id),
  profile: {
    name: row.name,
    notificationUrl: row.notification_url,
    url: row.url,
    priceFrom: minorOrNull(row.price_from),
    priceTill: minorOrNull(row.price_till),
    supportEmail: row.support_email,
    supportPhone: row.support_phone,
  },
});

export function createSiteBook(pool: pg.Pool, trail: AuditWriter): SiteBook {
  return {
    async sitesOfAccount(accountId) {
      const found = await pool.query<{ id: string }>({
        name: "sites-of-account",
        text: "select id from site where account_id = $1 order by id limit $2",
        values: [accountId, mostSitesOfAccount],
      });
      return found.rows.map((row) => siteId(Number(row.id)));
    },
    async findOwned(id) {
      const found = await pool.query<ProfileRow>("select * from site where id = $1", [id]);
      const row = found.rows[0];
      return row === undefined ? null : toOwned(row);
    },
    changeProfile: (id, decide, mark) =>
      inTransaction(pool, async (client) => {
        const found = await client.query<ProfileRow>("select * from site where id = $1 for update", [id]);
        const row = found.rows[0];
        if (row === undefined) return null;
        const current = toOwned(row);
        const changed = decide(current.profile);
        if (!changed.ok) return changed;
        await write(client, id, changed.value);
        await markKey(client, mark);
        const members = changedMembers(current.profile, changed.value);
        await trail.append(client, { stream: siteStream(id), event: "site.changed", change: { members } });
        return ok({ ...current, profile: changed.value });
      }),
    findOrderOfAccount: (accountId, name) =>
      "orderId" in name
        ? findOne(pool, "order-id-of-account", ofAccount("order_id"), [accountId, name.orderId])
        : findOne(pool, "transaction-id-of-account", ofAccount("transaction_id"), [
            accountId,
            name.transactionId,
          ]),
  };
}

/** Names only: an address for support may be somebody's own. */
const changedMembers = (before: SiteProfile, after: SiteProfile): string[] => {
  const kept = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([name, value]) => (kept.get(name) === value ? [] : [name]));
};

const ofAccount = (column: "order_id" | "transaction_id"): string => `orders.key = (
  select named.key from orders named join site on site.id = named.site_id
  where site.account_id = $1 and named.${column} = $2
  order by named.created_at desc, named.transaction_id desc limit 1
)`;

async function write(client: pg.PoolClient, id: SiteId, profile: SiteProfile): Promise<void> {
  const text = (amount: Minor | null): string | null => (amount === null ? null : String(amount));
  await client.query(
    `update site set name = $2, notification_url = $3, url = $4, price_from = $5, price_till = $6,
       support_email = $7, support_phone = $8
     where id = $1`,
    [
      id,
      profile.name,
      profile.notificationUrl,
      profile.url,
      text(profile.priceFrom),
      text(profile.priceTill),
      profile.supportEmail,
      profile.supportPhone,
    ],
  );
}
