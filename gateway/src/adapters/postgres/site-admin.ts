import type pg from "pg";
import { defaultFees } from "#domain/fee/default-fees.ts";
import { siteStream } from "#domain/audit/stream.ts";
import { type SiteId, siteId } from "#domain/ids.ts";
import { mostSitesOfAccount } from "#domain/merchant/site-profile.ts";
import { assert } from "#domain/result.ts";
import type { Vault } from "#ports/vault.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { insertKey } from "./key-admin.ts";
import { inTransaction } from "./pool.ts";
import { saveSiteSettings } from "./site-settings.ts";

/** What a site is known by to the acquirer and its shoppers. */
export interface NewSite {
  readonly accountId: number;
  readonly name: string;
  readonly mcc: string;
  readonly terminalId: string;
  readonly acceptorId: string;
  readonly city: string;
  readonly country: string;
}

/** The account of the sandbox's first site. */
export const firstAccountId = 10_001_001;

const firstSite: NewSite = {
  accountId: firstAccountId,
  name: "Demo shop",
  mcc: "5732",
  terminalId: "SLUIS001",
  acceptorId: "SLUISDEMO000001",
  city: "Amsterdam",
  country: "NL",
};

const fullKey = { name: "", isReadOnly: false, requiresSignature: false };

/** One lock for whoever creates the first site: two processes may start at once. */
const firstSiteLock = 7_205_761;

/** What is told of it goes into the audit log with it. */
export interface SiteAdmin {
  readonly pool: pg.Pool;
  readonly vault: Vault;
  readonly trail: AuditWriter;
}

/**
 * The sandbox's first site, made if there is none, with `apiKey` among its keys and
 * the fees of the sandbox.
 * Repeating it changes nothing.
 */
export async function ensureFirstSite(admin: SiteAdmin, apiKey: string): Promise<SiteId> {
  return inTransaction(admin.pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [firstSiteLock]);
    const existing = await client.query<{ id: string }>("select id from site order by id limit 1");
    const row = existing.rows[0];
    const id = row === undefined ? await insertFirstSite(admin, client) : siteId(Number(row.id));
    await insertDefaultFees(client, id);
    await insertKey(admin, client, { site: id }, { ...fullKey, apiKey });
    return id;
  });
}

/** In the sandbox any number that passes Luhn is a test card, and the rules are for cards that may be somebody's. */
async function insertFirstSite(admin: SiteAdmin, client: pg.PoolClient): Promise<SiteId> {
  const id = await insertSite(admin, client, firstSite);
  await saveSiteSettings(client, id, { fraudRules: "off" });
  return id;
}

/** A new site with its key. A key that another site has throws. */
export async function createSite(admin: SiteAdmin, site: NewSite, apiKey: string): Promise<SiteId> {
  return inTransaction(admin.pool, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from site where account_id = $1",
      [site.accountId],
    );
    assert((rows[0]?.count ?? 0) < mostSitesOfAccount, "the account has as many sites as it may");
    const id = await insertSite(admin, client, site);
    await insertKey(admin, client, { site: id }, { ...fullKey, apiKey });
    return id;
  });
}

async function insertSite({ trail }: SiteAdmin, client: pg.PoolClient, site: NewSite): Promise<SiteId> {
  const inserted = await client.query<{ id: string }>(
    `insert into site (account_id, name, mcc, terminal_id, acceptor_id, city, country)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [site.accountId, site.name, site.mcc, site.terminalId, site.acceptorId, site.city, site.country],
  );
  const id = siteId(Number(inserted.rows[0]?.id));
  const { accountId: account, mcc, terminalId: terminal, acceptorId: acceptor, country } = site;
  const change = { account, mcc, terminal, acceptor, country };
  await trail.append(client, { stream: siteStream(id), event: "site.created", change });
  return id;
}

/** A site that has rules of its own keeps them. */
async function insertDefaultFees(client: pg.PoolClient, id: SiteId): Promise<void> {
  const rules = defaultFees.map(({ method, basisPoints, fixed, minimum }) => ({
    method,
    basis_points: basisPoints,
    fixed: Number(fixed),
    minimum: Number(minimum),
  }));
  await client.query(
    `insert into fee_rule (site_id, method, basis_points, fixed, minimum)
     select $1, rule.method, rule.basis_points, rule.fixed, rule.minimum
     from jsonb_to_recordset($2::jsonb) as rule (method text, basis_points integer, fixed bigint, minimum bigint)
     where not exists (select from fee_rule where fee_rule.site_id = $1)`,
    [id, JSON.stringify(rules)],
  );
}
