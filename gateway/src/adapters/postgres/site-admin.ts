import type pg from "pg";
import { defaultFees } from "#domain/fee/default-fees.ts";
import type { FraudRulesSetting } from "#domain/fraud/policy.ts";
import { type SiteId, siteId } from "#domain/ids.ts";
import { mostSitesOfAccount } from "#domain/merchant/site-profile.ts";
import { assert } from "#domain/result.ts";
import { Secret } from "#domain/secret.ts";
import type { Vault } from "#ports/vault.ts";
import { inTransaction } from "./pool.ts";

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

const firstSite: NewSite = {
  accountId: 10_001_001,
  name: "Demo shop",
  mcc: "5732",
  terminalId: "SLUIS001",
  acceptorId: "SLUISDEMO000001",
  city: "Amsterdam",
  country: "NL",
};

/** One lock for whoever creates the first site: two processes may start at once. */
const firstSiteLock = 7_205_761;

/**
 * The sandbox's first site, made if there is none, with `apiKey` among its keys and
 * the fees of the sandbox.
 * Repeating it changes nothing.
 */
export async function ensureFirstSite(pool: pg.Pool, vault: Vault, apiKey: string): Promise<SiteId> {
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [firstSiteLock]);
    const existing = await client.query<{ id: string }>("select id from site order by id limit 1");
    const row = existing.rows[0];
    const id = row === undefined ? await insertFirstSite(client) : siteId(Number(row.id));
    await insertDefaultFees(client, id);
    await insertKey(client, vault, id, apiKey);
    return id;
  });
}

/** In the sandbox any number that passes Luhn is a test card, and the rules are for cards that may be somebody's. */
async function insertFirstSite(client: pg.PoolClient): Promise<SiteId> {
  const id = await insertSite(client, firstSite);
  await saveSiteSettings(client, id, { fraudRules: "off" });
  return id;
}

/** A new site with its key. A key that another site has throws. */
export async function createSite(
  pool: pg.Pool,
  vault: Vault,
  site: NewSite,
  apiKey: string,
): Promise<SiteId> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from site where account_id = $1",
      [site.accountId],
    );
    assert((rows[0]?.count ?? 0) < mostSitesOfAccount, "the account has as many sites as it may");
    const id = await insertSite(client, site);
    await insertKey(client, vault, id, apiKey);
    return id;
  });
}

/** Changes what an operator may change of a site, and leaves what is not given; false when there is no such site. Gateways hear of it within seconds. */
export async function saveSiteSettings(
  queryable: Pick<pg.ClientBase, "query">,
  id: SiteId,
  settings: { readonly fraudRules?: FraudRulesSetting | undefined; readonly receipts?: boolean | undefined },
): Promise<boolean> {
  const saved = await queryable.query(
    `update site set fraud_rules = coalesce($2, fraud_rules), receipts = coalesce($3, receipts) where id = $1`,
    [id, settings.fraudRules ?? null, settings.receipts ?? null],
  );
  return saved.rowCount === 1;
}

/**
 * One more key of a site, or a key of an account, of which there must be a site.
 * False where there is none. A site's newest key is the one that signs its notifications.
 */
export async function createKey(
  pool: pg.Pool,
  vault: Vault,
  owner: { readonly site: number } | { readonly account: number },
  apiKey: string,
): Promise<boolean> {
  const key = new Secret(apiKey);
  const isSite = "site" in owner;
  const number = isSite ? owner.site : owner.account;
  const sealed = vault.sealText(key, isSite ? `site:${number}` : `account:${number}`);
  const [owns, column] = isSite ? ["id", "site_id"] : ["account_id", "account_id"];
  const inserted = await pool.query(
    `insert into api_key (fingerprint, ${column}, key_id, sealed)
     select $1, $2::bigint, $3, $4 where exists (select from site where ${owns} = $2)`,
    [vault.fingerprint(key, "api-key"), number, sealed.keyId, Buffer.from(sealed.ciphertext)],
  );
  return inserted.rowCount === 1;
}

async function insertSite(client: pg.PoolClient, site: NewSite): Promise<SiteId> {
  const inserted = await client.query<{ id: string }>(
    `insert into site (account_id, name, mcc, terminal_id, acceptor_id, city, country)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [site.accountId, site.name, site.mcc, site.terminalId, site.acceptorId, site.city, site.country],
  );
  return siteId(Number(inserted.rows[0]?.id));
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

async function insertKey(client: pg.PoolClient, vault: Vault, id: SiteId, apiKey: string): Promise<void> {
  const key = new Secret(apiKey.trim());
  const sealed = vault.sealText(key, `site:${id}`);
  await client.query(
    `insert into api_key (fingerprint, site_id, key_id, sealed) values ($1, $2, $3, $4)
     on conflict (fingerprint) do nothing`,
    [vault.fingerprint(key, "api-key"), id, sealed.keyId, Buffer.from(sealed.ciphertext)],
  );
}
