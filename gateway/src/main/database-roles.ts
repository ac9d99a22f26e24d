import type pg from "pg";
import { judgeRights, type RightsReport } from "#adapters/postgres/judge-rights.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { type DatabaseRole, databaseRoles } from "#adapters/postgres/table-rights.ts";
import type { Log } from "#ports/log.ts";
import type { Config } from "./config.ts";
import { StartupError } from "./startup-error.ts";

/**
 * Three ways into one database (docs/operations/database-roles.md): who owns the tables changes the schema, who serves
 * reads and writes orders, and only the vault's connections see its keys. With DATABASE_URL alone one login does it all.
 */

/** SQLSTATE of what a role may not do. */
const insufficientPrivilege = "42501";

/** The login that owns the tables. */
export const ownerUrl = (config: Config): string | null => config.ownerDatabaseUrl ?? config.databaseUrl;

/** Of the vault's keys, which are read once and kept in memory: few connections do. */
const vaultConnections = 2;

/** Connections of the vault; those of `pool` where it has no login of its own. */
export const openVaultPool = (config: Config, pool: pg.Pool, log: Log): pg.Pool =>
  config.vaultDatabaseUrl === null
    ? pool
    : createPool({ databaseUrl: config.vaultDatabaseUrl, maxConnections: vaultConnections, log });

/** The variables that hold the logins. */
export const loginVariables: Readonly<Record<DatabaseRole, string>> = {
  app: "DATABASE_URL",
  vault: "SLUIS_DATABASE_URL_VAULT",
};

/**
 * Throws a StartupError where a role lacks what serving needs, so that no order finds out. In live mode a role that may do
 * more is warned of: what keeps an injected statement from harm is then not there.
 */
export async function checkRights(
  pools: Readonly<Record<DatabaseRole, pg.Pool>>,
  config: Config,
  log: Log,
): Promise<void> {
  const isShared = pools.app === pools.vault;
  for (const name of ["app", "vault"] as const) {
    const report = await judgeRights(pools[name], name);
    assertEnough(name, report);
    // Who serves with the vault's rights has too many: that is told once, for the app.
    if (report.excess.length > 0 && config.mode === "live" && !(isShared && name === "vault")) {
      log.warn("database.role-too-powerful", { variable: loginVariables[name], role: report.role });
    }
  }
}

function assertEnough(name: DatabaseRole, { role, missing }: RightsReport): void {
  if (missing.length === 0) return;
  throw new StartupError(
    `The database role ${role} may not ${missing.slice(0, 3).join(", ")}: ${loginVariables[name]} must log in as ` +
      `${databaseRoles[name]} or a member of it, and "npm run sluis -- database migrate" gives it what it needs.`,
  );
}

/** What a role that may not make it says of the sandbox's first site. */
export function explainDenied(error: unknown): never {
  if (!(error instanceof Error) || !("code" in error) || error.code !== insufficientPrivilege) throw error;
  throw new StartupError(
    "The role of DATABASE_URL may not make the sandbox's site: set SLUIS_DATABASE_URL_OWNER as well.",
    { cause: error },
  );
}
