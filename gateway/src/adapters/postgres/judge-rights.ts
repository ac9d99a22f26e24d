import type pg from "pg";
import { type DatabaseRole, tableRights } from "./table-rights.ts";

/**
 * What the role of a connection may do, beside what it should: told by the server, so that memberships, superusers and
 * what somebody granted by hand all count.
 */
export interface RightsReport {
  /** The role that logged in. */
  readonly role: string;
  /** Such as `insert orders`: without it, serving fails. */
  readonly missing: readonly string[];
  /** Such as `delete orders`, `create tables`: more than serving needs. */
  readonly excess: readonly string[];
}

interface RightRow {
  readonly role: string;
  readonly may_create: boolean;
  readonly table: string;
  readonly right: string;
  readonly on_table: boolean;
  readonly on_a_column: boolean;
}

const statement = `
  select current_user::text as role, has_schema_privilege('public', 'create') as may_create,
    relname::text as table, kind as right, has_table_privilege(oid, kind) as on_table,
    case when kind in ('select', 'insert', 'update') then has_any_column_privilege(oid, kind)
      else has_table_privilege(oid, kind) end as on_a_column
  from pg_class, unnest('{select,insert,update,delete,truncate,trigger}'::text[]) as kind
  where relkind = 'r' and relnamespace = 'public'::regnamespace
  order by relname, kind`;

export async function judgeRights(pool: pg.Pool, role: DatabaseRole): Promise<RightsReport> {
  const { rows } = await pool.query<RightRow>(statement);
  const wanted = (row: RightRow): "table" | "columns" | "none" => {
    const rights: readonly string[] = tableRights[row.table]?.[role] ?? [];
    if (rights.includes(row.right)) return "table";
    return rights.some((right) => right.startsWith(`${row.right} (`)) ? "columns" : "none";
  };
  const named = (row: RightRow): string => `${row.right} ${row.table}`;
  const isMissing = (row: RightRow): boolean =>
    (wanted(row) === "table" && !row.on_table) || (wanted(row) === "columns" && !row.on_a_column);
  const isExcess = (row: RightRow): boolean =>
    (wanted(row) === "none" && row.on_a_column) || (wanted(row) === "columns" && row.on_table);
  return {
    role: rows[0]?.role ?? "",
    missing: rows.filter(isMissing).map(named),
    excess: [...(rows[0]?.may_create === true ? ["create tables"] : []), ...rows.filter(isExcess).map(named)],
  };
}
