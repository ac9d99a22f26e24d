import type pg from "pg";
import { accountStream, siteStream, type Stream } from "#domain/audit/stream.ts";
import { siteId } from "#domain/ids.ts";
import type { ApiKeyOwner, ListedApiKey } from "#domain/merchant/api-key.ts";
import { keyNameOf } from "#domain/merchant/key-holder.ts";
import { apiKeyContext } from "#domain/sealed-context.ts";
import { Secret } from "#domain/secret.ts";
import { type Instant, instant, toIso } from "#domain/time.ts";
import type { Vault } from "#ports/vault.ts";
import type { AuditWriter } from "./audit/audit-trail.ts";
import { inTransaction } from "./pool.ts";

/** The channel on which every process hears that keys have changed. */
export const keyChannel = "key_change";

type Queryable = Pick<pg.ClientBase, "query">;

/** What is done to a key goes into the audit log with it. */
export interface KeyAdmin {
  readonly pool: pg.Pool;
  readonly vault: Vault;
  readonly trail: AuditWriter;
}

const streamOf = (owner: ApiKeyOwner): Stream =>
  "site" in owner ? siteStream(siteId(owner.site)) : accountStream(owner.account);

/** A key to be made, and what it is good for. */
export interface NewApiKey {
  readonly apiKey: string;
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly requiresSignature: boolean;
}

/**
 * One more key of a site, or a key of an account, of which there must be a site;
 * gives its number, or null where there is none. Unless it may only read, a
 * site's newest key is the one that signs its notifications.
 */
export async function createKey(admin: KeyAdmin, owner: ApiKeyOwner, key: NewApiKey): Promise<number | null> {
  const [known, number] = "site" in owner ? ["id", owner.site] : ["account_id", owner.account];
  return inTransaction(admin.pool, async (client) => {
    const { rowCount } = await client.query(`select from site where ${known} = $1 limit 1`, [number]);
    return rowCount === 0 ? null : insertKey(admin, client, owner, key);
  });
}

/** Null for a key that is there already, whoever has it. */
export async function insertKey(
  { vault, trail }: Pick<KeyAdmin, "vault" | "trail">,
  client: Queryable,
  owner: ApiKeyOwner,
  key: NewApiKey,
  before: number | null = null,
): Promise<number | null> {
  const text = new Secret(key.apiKey.trim());
  const fingerprint = vault.fingerprint(text, "api-key");
  const [column, number] = "site" in owner ? ["site_id", owner.site] : ["account_id", owner.account];
  const sealed = vault.sealText(text, {
    context: apiKeyContext({ fingerprint, owner }, null),
    owner: { account: await accountOf(client, owner) },
  });
  const { rows } = await client.query<{ id: string }>(
    `insert into api_key (fingerprint, ${column}, key_id, sealed, name, is_read_only, requires_signature,
       replaces, signs_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8,
       coalesce((select signs_from from api_key before where before.id = $8), clock_timestamp()))
     on conflict (fingerprint) do nothing returning id`,
    [
      fingerprint,
      number,
      sealed.keyId,
      Buffer.from(sealed.ciphertext),
      key.name,
      key.isReadOnly,
      key.requiresSignature,
      before,
    ],
  );
  await client.query(`notify ${keyChannel}`);
  const row = rows[0];
  if (row === undefined) return null;
  await trail.append(client, {
    stream: streamOf(owner),
    event: "key.created",
    change: { key: keyNameOf(fingerprint), ...(before === null ? {} : { replaces: before }) },
  });
  return Number(row.id);
}

/** A site that was made just now is not known to the vault yet, its account is. */
async function accountOf(client: Queryable, owner: ApiKeyOwner): Promise<number> {
  if ("account" in owner) return owner.account;
  const { rows } = await client.query<{ account_id: string }>("select account_id from site where id = $1", [
    owner.site,
  ]);
  return Number(rows[0]?.account_id);
}

interface KeyRow {
  id: string;
  name: string;
  site_id: string | null;
  account_id: string | null;
  is_read_only: boolean;
  requires_signature: boolean;
  created_at: Date;
  last_used_at: Date | null;
  retires_at: Date | null;
  revoked_at: Date | null;
  replaces: string | null;
}

/** The newest thousand of all keys, or of one owner's. */
export async function listKeys(pool: pg.Pool, owner: ApiKeyOwner | null): Promise<readonly ListedApiKey[]> {
  const where = owner === null ? "true" : "site" in owner ? "site_id = $1" : "account_id = $1";
  const values = owner === null ? [] : ["site" in owner ? owner.site : owner.account];
  const { rows } = await pool.query<KeyRow>(
    `select id, name, site_id, account_id, is_read_only, requires_signature, created_at, last_used_at,
       retires_at, revoked_at, replaces
     from api_key where ${where} order by id desc limit 1000`,
    values,
  );
  return rows.map(toListed);
}

const toListed = (row: KeyRow): ListedApiKey => ({
  id: Number(row.id),
  name: row.name,
  site: numberOf(row.site_id),
  account: numberOf(row.account_id),
  isReadOnly: row.is_read_only,
  requiresSignature: row.requires_signature,
  createdAt: instant(row.created_at.getTime()),
  lastUsedAt: instantOf(row.last_used_at),
  retiresAt: instantOf(row.retires_at),
  revokedAt: instantOf(row.revoked_at),
  replaces: numberOf(row.replaces),
});

const instantOf = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()));

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

export type Replacing =
  | { readonly kind: "replaced"; readonly id: number }
  | { readonly kind: "unknown" }
  /** It has been revoked, or another key follows it already. */
  | { readonly kind: "over" };

/** A key with the same rights that follows another; both are good until `retiresAt`, and the old one signs until then. */
export function replaceKey(
  admin: KeyAdmin,
  id: number,
  next: { readonly apiKey: string; readonly retiresAt: Instant },
): Promise<Replacing> {
  return inTransaction(admin.pool, async (client) => {
    const { rows } = await client.query<KeyRow>("select * from api_key where id = $1 for update", [id]);
    const row = rows[0];
    if (row === undefined) return { kind: "unknown" };
    if (row.revoked_at !== null || row.retires_at !== null) return { kind: "over" };
    const { site_id: site, account_id: account } = row;
    const owner = site === null ? { account: Number(account) } : { site: Number(site) };
    const { name, is_read_only: isReadOnly, requires_signature: requiresSignature } = row;
    const key = { apiKey: next.apiKey, name, isReadOnly, requiresSignature };
    const made = await insertKey(admin, client, owner, key, id);
    if (made === null) return { kind: "over" };
    await client.query("update api_key set retires_at = $2 where id = $1", [id, toIso(next.retiresAt)]);
    return { kind: "replaced", id: made };
  });
}

/** From the commit on it opens nothing. False where there is no such key; repeating it changes nothing. */
export function revokeKey({ pool, trail }: KeyAdmin, id: number, at: Instant): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{
      fingerprint: string;
      site_id: string | null;
      account_id: string | null;
    }>(
      `update api_key set revoked_at = $2::timestamptz where id = $1 and revoked_at is null
       returning fingerprint, site_id, account_id`,
      [id, toIso(at)],
    );
    const row = rows[0];
    if (row === undefined)
      return (await client.query("select from api_key where id = $1", [id])).rowCount === 1;
    const owner = row.site_id === null ? { account: Number(row.account_id) } : { site: Number(row.site_id) };
    const change = { key: keyNameOf(row.fingerprint) };
    await trail.append(client, { stream: streamOf(owner), event: "key.revoked", change });
    await client.query(`notify ${keyChannel}`);
    return true;
  });
}
