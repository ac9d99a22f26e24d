import { readdir, readFile } from "node:fs/promises";
import type pg from "pg";
import { grantRights } from "./grant-rights.ts";

/**
 * Brings a database to the newest schema. Migrations are numbered files, never
 * edited once merged; each runs in a transaction of its own together with the
 * row that says so, so that of two processes starting at once one waits and then
 * finds nothing left to do.
 */
const folder = new URL("./migrations/", import.meta.url);

/** Only one process migrates at a time. */
const migrationLock = 7_205_760;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name: name.slice(0, -".sql".length),
      sql: await readFile(new URL(name, folder), "utf8"),
    })),
  );
}

/** The schema is newer than this program: running on would corrupt it. */
export class SchemaTooNewError extends Error {}

/** The schema is older than this program, and the role that found it so may not change it. */
export class SchemaBehindError extends Error {}

/** A migration may rewrite a large table, and who starts at the same time waits for it. */
const mostMigrationMs = 86_400_000;

/** A statement that the pool's limit for answers does not cut off; it may be several at once. */
const patiently = (text: string): pg.QueryConfig => {
  const query = { text, query_timeout: mostMigrationMs };
  return query;
};

/**
 * Runs what is missing, as far as the migration of that number, grants what the roles need of a schema that is whole, and
 * returns the names of what ran. A role that may not make tables looks only whether there is nothing left to do.
 */
export async function migrate(pool: pg.Pool, upTo = Number.MAX_SAFE_INTEGER): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = await pool.connect();
  try {
    if (!(await mayMigrate(client))) {
      await assertUpToDate(client, migrations);
      return [];
    }
    await client.query("set statement_timeout = 0");
    await client.query(patiently(`select pg_advisory_lock(${migrationLock})`));
    await client.query(`create table if not exists migration (
      number integer primary key, name text not null, at timestamptz not null default clock_timestamp()
    )`);
    const doneNumbers = await readDone(client, migrations);
    const ran: string[] = [];
    for (const migration of migrations) {
      if (doneNumbers.has(migration.number) || migration.number > upTo) continue;
      await run(client, migration);
      ran.push(migration.name);
    }
    if (migrations.every(({ number }) => number <= upTo)) await grantRights(client);
    return ran;
  } finally {
    // Closing the connection also frees the lock and the setting.
    client.release(true);
  }
}

async function mayMigrate(client: pg.PoolClient): Promise<boolean> {
  const asked = await client.query<{ may: boolean }>(
    "select has_schema_privilege('public', 'create') as may",
  );
  return asked.rows[0]?.may === true;
}

async function assertUpToDate(client: pg.PoolClient, migrations: readonly Migration[]): Promise<void> {
  const found = await client.query<{ exists: boolean }>(
    "select to_regclass('public.migration') is not null as exists",
  );
  const done = found.rows[0]?.exists === true ? await readDone(client, migrations) : new Set<number>();
  const missing = migrations.filter(({ number }) => !done.has(number));
  if (missing[0] !== undefined) {
    throw new SchemaBehindError(
      `The database is not up to date (it lacks ${missing[0].name}), and the role that asks may not change it`,
    );
  }
}

/** The numbers of those that ran. Throws a SchemaTooNewError where there are some that this program does not know. */
async function readDone(
  client: pg.PoolClient,
  migrations: readonly Migration[],
): Promise<ReadonlySet<number>> {
  const done = await client.query<{ number: number }>("select number from migration");
  const newest = migrations.at(-1)?.number ?? 0;
  if (done.rows.some(({ number }) => number > newest)) {
    throw new SchemaTooNewError(
      "The database was made by a newer Sluis. Start that version, or restore a backup of this one.",
    );
  }
  return new Set(done.rows.map(({ number }) => number));
}

async function run(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query("insert into migration (number, name) values ($1, $2)", [
      migration.number,
      migration.name,
    ]);
    await client.query(patiently(migration.sql));
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}
