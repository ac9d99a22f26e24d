import type pg from "pg";
import type { FeeRule } from "#domain/fee/fee.ts";
import type { SiteId } from "#domain/ids.ts";
import { type FeeRow, toFeeRule } from "./fee-row.ts";

type Queryable = Pick<pg.ClientBase, "query">;

/** The rules of a site by method and currency; null when there is no such site. */
export async function listFeeRules(queryable: Queryable, site: SiteId): Promise<readonly FeeRule[] | null> {
  const found = await queryable.query<{ rules: readonly FeeRow[] }>(
    `select coalesce((
       select jsonb_agg(to_jsonb(fee_rule) order by method, currency nulls first)
       from fee_rule where fee_rule.site_id = site.id
     ), '[]') as rules
     from site where id = $1`,
    [site],
  );
  return found.rows[0]?.rules.map(toFeeRule) ?? null;
}

/** Writes a rule, in the place of the one of its method and currency; false when there is no such site. */
export async function saveFeeRule(queryable: Queryable, site: SiteId, rule: FeeRule): Promise<boolean> {
  const saved = await queryable.query(
    `insert into fee_rule (site_id, method, currency, basis_points, fixed, minimum)
     select id, $2, $3, $4, $5, $6 from site where id = $1
     on conflict (site_id, method, currency) do update
     set basis_points = excluded.basis_points, fixed = excluded.fixed, minimum = excluded.minimum`,
    [site, rule.method, rule.currency, rule.basisPoints, String(rule.fixed), String(rule.minimum)],
  );
  return saved.rowCount === 1;
}

/** False when there is no such rule. */
export async function removeFeeRule(
  queryable: Queryable,
  site: SiteId,
  { method, currency }: Pick<FeeRule, "method" | "currency">,
): Promise<boolean> {
  const removed = await queryable.query(
    "delete from fee_rule where site_id = $1 and method = $2 and currency is not distinct from $3",
    [site, method, currency],
  );
  return removed.rowCount === 1;
}
