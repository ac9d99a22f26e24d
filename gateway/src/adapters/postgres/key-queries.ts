import type pg from "pg";
import type { SiteId } from "#domain/ids.ts";
import { type KeyHolder, keyNameOf } from "#domain/merchant/key-holder.ts";
import { hourMs, type Instant, instant, toIso } from "#domain/time.ts";
import type { SealedApiKey, Store } from "#ports/store.ts";
import { siteColumns, type SiteRow, toSite } from "./site-queries.ts";

interface SealedRow {
  fingerprint: string;
  site_id: string | null;
  account_id: string | null;
  key_id: string;
  sealed: Uint8Array;
}

interface HolderRow extends SiteRow {
  is_of_site: boolean;
  key: {
    id: number;
    fingerprint: string;
    is_read_only: boolean;
    requires_signature: boolean;
    retires_ms: number | null;
    last_used_ms: number | null;
  };
}

/** The name of a column belongs to the site; what is said of the key comes as JSON. */
const holderColumns = `${siteColumns}, api_key.site_id is not null as is_of_site, jsonb_build_object(
  'id', api_key.id,
  'fingerprint', api_key.fingerprint,
  'is_read_only', api_key.is_read_only,
  'requires_signature', api_key.requires_signature,
  'retires_ms', trunc(extract(epoch from api_key.retires_at) * 1000),
  'last_used_ms', trunc(extract(epoch from api_key.last_used_at) * 1000)
) as key`;

/** An account's key stands for the first site of the account where one must be named. */
const keyWithSite = `api_key join site on site.id = coalesce(
  api_key.site_id,
  (select min(own.id) from site own where own.account_id = api_key.account_id)
)`;

/**
 * Of the keys of a site that live and may do everything, the newest signs; but a
 * key that follows another waits until that one is over, so that a shop has the
 * time of the overlap to learn it.
 */
const signingKey = `select fingerprint, site_id, account_id, key_id, sealed from api_key
  where site_id = $1 and not is_read_only and revoked_at is null
    and (retires_at is null or retires_at > $2::timestamptz)
    and not exists (
      select from api_key before where before.id = api_key.replaces and before.revoked_at is null
        and (before.retires_at is null or before.retires_at > $2::timestamptz)
    )
  order by signs_from desc, id desc limit 1`;

type KeyQueries = Pick<
  Store,
  "findKeyHolder" | "findSigningHolder" | "noteKeyUse" | "keyFingerprints" | "sealedApiKey"
>;

export function createKeyQueries(pool: pg.Pool): KeyQueries {
  return {
    async findKeyHolder(fingerprint: string) {
      const result = await pool.query<HolderRow>({
        name: "find-key-holder",
        text: `select ${holderColumns} from ${keyWithSite} where fingerprint = $1 and revoked_at is null`,
        values: [fingerprint],
      });
      const row = result.rows[0];
      return row === undefined ? null : toHolder(row);
    },
    async findSigningHolder(keyId: number) {
      const result = await pool.query<
        HolderRow & { sealed_key: string; fingerprint: string; key_id: string }
      >({
        name: "find-signing-holder",
        text: `select ${holderColumns}, api_key.fingerprint, api_key.key_id,
            encode(api_key.sealed, 'hex') as sealed_key
          from ${keyWithSite} where api_key.id = $1 and revoked_at is null`,
        values: [keyId],
      });
      const row = result.rows[0];
      if (row === undefined) return null;
      const holder = toHolder(row);
      const owner = row.is_of_site ? { site: holder.site.id } : { account: holder.accountId };
      const sealed = { keyId: row.key_id, ciphertext: Buffer.from(row.sealed_key, "hex") };
      return { holder, key: { fingerprint: row.fingerprint, owner, sealed } };
    },
    async noteKeyUse(keyId: number, at: Instant) {
      await pool.query({
        name: "note-key-use",
        text: "update api_key set last_used_at = greatest(last_used_at, $2::timestamptz) where id = $1",
        values: [keyId, toIso(instant(at - (at % hourMs)))],
      });
    },
    async keyFingerprints(limit: number): Promise<readonly string[]> {
      const result = await pool.query<{ fingerprint: string }>({
        name: "key-fingerprints",
        text: "select fingerprint from api_key where revoked_at is null limit $1",
        values: [limit],
      });
      return result.rows.map(({ fingerprint }) => fingerprint);
    },
    async sealedApiKey(id: SiteId, at: Instant): Promise<SealedApiKey | null> {
      const result = await pool.query<SealedRow>({
        name: "find-api-key",
        text: signingKey,
        values: [id, toIso(at)],
      });
      const row = result.rows[0];
      if (row === undefined) return null;
      const sealed = { keyId: row.key_id, ciphertext: row.sealed };
      return { fingerprint: row.fingerprint, owner: { site: id }, sealed };
    },
  };
}

function toHolder(row: HolderRow): KeyHolder {
  const site = toSite(row);
  const { key } = row;
  return {
    role: row.is_of_site ? "site" : "account",
    accountId: site.accountId,
    keyName: keyNameOf(key.fingerprint),
    site,
    key: {
      id: key.id,
      isReadOnly: key.is_read_only,
      requiresSignature: key.requires_signature,
      retiresAt: key.retires_ms === null ? null : instant(key.retires_ms),
      lastUsedAt: key.last_used_ms === null ? null : instant(key.last_used_ms),
    },
  };
}
