import type pg from "pg";
import type { FraudRulesSetting } from "#domain/fraud/policy.ts";
import { type SiteId, siteId } from "#domain/ids.ts";
import type { ShownSite, Site } from "#domain/merchant/site.ts";
import type { Store } from "#ports/store.ts";
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

export interface SiteRow extends ShownSiteRow {
  fees: readonly FeeRow[] | null;
}

/** A site with its rules of fees: some twenty rows, read as JSON in the same round trip. */
export const siteColumns = `site.*, (
  select jsonb_agg(to_jsonb(fee_rule)) from fee_rule where fee_rule.site_id = site.id
) as fees, ${logoColumn}`;

/** What a payment page shows of an order's site, as JSON. */
export const shownSite = `select to_jsonb(shown) from (
  select site.*, ${logoColumn} from site where site.id = orders.site_id
) shown`;

export const toSite = (row: SiteRow): Site => ({
  ...toShownSite(row),
  fees: (row.fees ?? []).map(toFeeRule),
});

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

type SiteQueries = Pick<Store, "findSite">;

export function createSiteQueries(pool: pg.Pool): SiteQueries {
  return {
    async findSite(id: SiteId): Promise<Site | null> {
      const result = await pool.query<SiteRow>({
        name: "find-site",
        text: `select ${siteColumns} from site where id = $1`,
        values: [id],
      });
      const row = result.rows[0];
      return row === undefined ? null : toSite(row);
    },
  };
}
