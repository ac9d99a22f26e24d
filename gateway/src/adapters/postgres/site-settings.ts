import type pg from "pg";
import type { Colour } from "#domain/appearance/colour.ts";
import type { FraudRulesSetting } from "#domain/fraud/policy.ts";
import type { SiteId } from "#domain/ids.ts";

/** What an operator may change of a site; what is not named stays. */
export interface SiteSettingsChange {
  readonly fraudRules?: FraudRulesSetting;
  readonly colour?: Colour | null;
  readonly logoHosts?: readonly string[];
  readonly frameHosts?: readonly string[];
  readonly receipts?: boolean;
}

/** False when there is no such site. Gateways hear of it within seconds. */
export async function saveSiteSettings(
  queryable: Pick<pg.ClientBase, "query">,
  id: SiteId,
  { fraudRules, colour, logoHosts, frameHosts, receipts }: SiteSettingsChange,
): Promise<boolean> {
  const saved = await queryable.query(
    `update site set
       fraud_rules = coalesce($2, fraud_rules),
       brand_colour = case when $3 then $4 else brand_colour end,
       logo_hosts = coalesce($5, logo_hosts),
       frame_hosts = coalesce($6, frame_hosts),
       receipts = coalesce($7, receipts)
     where id = $1`,
    [
      id,
      fraudRules ?? null,
      colour !== undefined,
      colour ?? null,
      logoHosts ?? null,
      frameHosts ?? null,
      receipts ?? null,
    ],
  );
  return saved.rowCount === 1;
}
