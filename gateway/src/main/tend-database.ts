import { grantStatements } from "#adapters/postgres/grant-rights.ts";
import { judgeRights } from "#adapters/postgres/judge-rights.ts";
import { createLog } from "#adapters/node/pino-log.ts";
import { createPool } from "#adapters/postgres/pool.ts";
import { databaseRoles } from "#adapters/postgres/table-rights.ts";
import type { DatabaseArguments } from "#cli/database.ts";
import type { Log } from "#ports/log.ts";
import { type Config, readConfig } from "./config.ts";
import { loginVariables, ownerUrl } from "./database-roles.ts";
import { StartupError } from "./startup-error.ts";
import { prepareDatabase } from "./wire.ts";

/** `database …`: without the master key, for who sets up a database need not have it. */
export async function tendDatabase({ verb }: DatabaseArguments): Promise<void> {
  if (verb === "grants") {
    console.log(grantScript());
    return;
  }
  const config = readConfig();
  const { log } = createLog({ level: "warn" });
  await (verb === "migrate" ? migrateAsOwner(config, log) : showRights(config, log));
}

async function migrateAsOwner(config: Config, log: Log): Promise<void> {
  const databaseUrl = ownerUrl(config);
  if (databaseUrl === null) throw new StartupError("SLUIS_DATABASE_URL_OWNER is not set.");
  const pool = createPool({ databaseUrl, maxConnections: 1, log });
  await prepareDatabase(pool, databaseUrl, log);
  await pool.end();
  console.log("The database is up to date.");
}

/** Ends with 1 where a configured login may do more or less than it should. */
async function showRights(config: Config, log: Log): Promise<void> {
  if (config.databaseUrl === null) throw new StartupError("DATABASE_URL is not set.");
  const urls = { app: config.databaseUrl, vault: config.vaultDatabaseUrl };
  for (const name of ["app", "vault"] as const) {
    const databaseUrl = urls[name];
    if (databaseUrl === null) continue;
    const pool = createPool({ databaseUrl, maxConnections: 1, log });
    const { role, missing, excess } = await judgeRights(pool, name);
    await pool.end();
    const differences = [...byRight("lacks", missing), ...byRight("may also", excess)];
    console.log(
      `${loginVariables[name]}, role ${role}:${differences.length === 0 ? " as it should be" : ""}`,
    );
    for (const line of differences) console.log(`  ${line}`);
    if (differences.length > 0) process.exitCode = 1;
  }
}

/** `delete orders`, `delete site` → `may also delete orders, site`. */
function byRight(what: string, rights: readonly string[]): readonly string[] {
  const tablesOf = Map.groupBy(rights, (right) => right.split(" ")[0] ?? "");
  return [...tablesOf].map(
    ([right, all]) => `${what} ${right} ${all.map((one) => one.slice(right.length + 1)).join(", ")}`,
  );
}

/** For psql, run by somebody who may make roles and owns the tables. */
function grantScript(): string {
  const roles = Object.values(databaseRoles);
  return [
    "-- The roles of Sluis and what they may do. May be run again at any time; then give each a password:",
    ...roles.map((role) => `--   \\password ${role}`),
    ...roles.map(
      (role) => `do $$ begin create role ${role} login; exception when duplicate_object then null; end $$;`,
    ),
    "begin;",
    ...grantStatements.map((statement) => `${statement};`),
    "commit;",
  ].join("\n");
}
