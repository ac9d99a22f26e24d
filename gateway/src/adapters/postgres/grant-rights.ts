import type pg from "pg";
import { type DatabaseRole, databaseRoles, drawnSequences, tableRights } from "./table-rights.ts";

/**
 * Gives the two roles what table-rights.ts says, and takes whatever else they were given. It is no migration: roles belong
 * to the server and not to the database, may come later than it, and a restored database has lost what they were granted.
 */
const roleNames: readonly DatabaseRole[] = ["app", "vault"];
const both = Object.values(databaseRoles).join(", ");

/** In this order, as the owner of the tables; repeating them changes nothing. */
export const grantStatements: readonly string[] = [
  // Until PostgreSQL 14 everybody could make tables here, and a database may be as old; temporary ones are still everybody's.
  "revoke create on schema public from public",
  `do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$`,
  `revoke all on all tables in schema public from ${both}`,
  `revoke all on all sequences in schema public from ${both}`,
  `grant usage on schema public to ${both}`,
  `grant usage on sequence ${drawnSequences.join(", ")} to ${databaseRoles.app}`,
  ...Object.entries(tableRights).flatMap(([table, byRole]) =>
    roleNames.flatMap((role) => {
      const rights = byRole[role] ?? [];
      return rights.length === 0
        ? []
        : [`grant ${rights.join(", ")} on table ${table} to ${databaseRoles[role]}`];
    }),
  ),
];

/** Under the lock of the migrations, for two that grant at once would meet in the catalogue. False where a role is missing. */
export async function grantRights(client: pg.PoolClient): Promise<boolean> {
  const found = await client.query<{ count: number }>(
    "select count(*)::integer as count from pg_roles where rolname = any($1)",
    [Object.values(databaseRoles)],
  );
  if (found.rows[0]?.count !== Object.keys(databaseRoles).length) return false;
  await client.query(["begin", ...grantStatements, "commit"].join(";\n"));
  return true;
}
