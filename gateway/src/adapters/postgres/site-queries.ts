import type pg from "pg";
import type { FraudRulesSetting } from "#domain/fraud/policy.ts";
import { type SiteId, siteId } from "#domain/ids.ts";
import { type KeyHolder, keyNameOf } from "#domain/merchant/key-holder.ts";
import type { ShownSite, Site } from "#domain/merchant/site.ts";
import type { Store } from "#ports/store.ts";
import type { Sealed } from "#ports/vault.ts";
import { type FeeRow, toFeeRule } from "./fee-row.ts";
import { type BrandingRow, logoColumn, toBranding } from "./site-branding.ts";

/** As columns, or as JSON, where numbers are numbers. */
export interface ShownSiteRow extends BrandingRow {
  id: string | number;
  account_id: string | number;
  name: string;
  notification_url: string | null;
  methods: string[] | null;
  card_fields_as_strings: boolean;
  refuses_same_refund: boolean;
  fraud_rules: string;
  receipts: boolean;
  mcc: string;
  terminal_id: string;
  acceptor_id: string;
  city: string;
  country: string;
}

interface SiteRow extends ShownSiteRow {
  fees: readonly FeeRow[] | null;
}

/** A site with its rules of fees: some twenty rows, read as JSON in the same round trip. */
const siteColumns = `site.*, (
  select jsonb_agg(to_jsonb(fee_rule)) from fee_rule where fee_rule.site_id = site.id
) as fees, ${logoColumn}`;

/** What a payment page shows of an order's site, as JSON. */
export const shownSite = `select to_jsonb(shown) from (
  select site.*, ${logoColumn} from site where site.id = orders.site_id
) shown`;

const toSite = (row: SiteRow): Site => ({ ...toShownSite(row), fees: (row.fees ?? []).map(toFeeRule) });

export function toShownSite(row: ShownSiteRow): ShownSite {
  return {
    id: siteId(Number(row.id)),
    accountId: Number(row.account_id),
    name: row.name,
    notificationUrl: row.notification_url,
    methods: row.methods,
    settings: {
      cardFieldsAsStrings: row.card_fields_as_strings,
      refusesSameRefund: row.refuses_same_refund,
      fraudRules: row.fraud_rules as FraudRulesSetting,
      receipts: row.receipts,
    },
    branding: toBranding(row),
    acceptor: {
      mcc: row.mcc,
      terminalId: row.terminal_id,
      acceptorId: row.acceptor_id,
      city: row.city,
      country: row.country,
    },
  };
}

type SiteQueries = Pick<Store, "findKeyHolder" | "keyFingerprints" | "findSite" | "sealedApiKey">;

export function createSiteQueries(pool: pg.Pool): SiteQueries {
  return {
    async findKeyHolder(fingerprint: string): Promise<KeyHolder | null> {
      const result = await pool.query<SiteRow & { is_of_site: boolean }>({
        name: "find-key-holder",
        text: `select ${siteColumns}, api_key.site_id is not null as is_of_site
          from api_key join site on site.id = coalesce(
            api_key.site_id,
            (select min(own.id) from site own where own.account_id = api_key.account_id)
          )
          where fingerprint = $1`,
        values: [fingerprint],
      });
      const row = result.rows[0];
      if (row === undefined) return null;
      const site = toSite(row);
      return {
        role: row.is_of_site ? "site" : "account",
        accountId: site.accountId,
        keyName: keyNameOf(fingerprint),
        site,
      };
    },
    async keyFingerprints(limit: number): Promise<readonly string[]> {
      const result = await pool.query<{ fingerprint: string }>({
        name: "key-fingerprints",
        text: "select fingerprint from api_key limit $1",
        values: [limit],
      });
      return result.rows.map(({ fingerprint }) => fingerprint);
    },
    async findSite(id: SiteId): Promise<Site | null> {
      const result = await pool.query<SiteRow>({
        name: "find-site",
        text: `select ${siteColumns} from site where id = $1`,
        values: [id],
      });
      const row = result.rows[0];
      return row === undefined ? null : toSite(row);
    },
    async sealedApiKey(id: SiteId): Promise<Sealed | null> {
      const result = await pool.query<{ key_id: string; sealed: Uint8Array }>({
        name: "find-api-key",
        text: "select key_id, sealed from api_key where site_id = $1 order by created_at desc limit 1",
        values: [id],
      });
      const row = result.rows[0];
      return row === undefined ? null : { keyId: row.key_id, ciphertext: row.sealed };
    },
  };
}
