import { readdir, readFile } from "node:fs/promises";
import type pg from "pg";

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

/** A migration may rewrite a large table, and who starts at the same time waits for it. */
const mostMigrationMs = 86_400_000;

/** A statement that the pool's limit for answers does not cut off; it may be several at once. */
const patiently = (text: string): pg.QueryConfig => {
  const query = { text, query_timeout: mostMigrationMs };
  return query;
};

/** Runs what is missing, as far as the migration of that number; returns the names of what ran. */
export async function migrate(pool: pg.Pool, upTo = Number.MAX_SAFE_INTEGER): Promise<readonly string[]> {
  const migrations = await readMigrations();
  const client = await pool.connect();
  try {
    await client.query("set statement_timeout = 0");
    await client.query(patiently(`select pg_advisory_lock(${migrationLock})`));
    await client.query(`create table if not exists migration (
      number integer primary key, name text not null, at timestamptz not null default clock_timestamp()
    )`);
    const done = await client.query<{ number: number }>("select number from migration");
    const doneNumbers = new Set(done.rows.map((row) => row.number));
    const newest = migrations.at(-1)?.number ?? 0;
    if ([...doneNumbers].some((number) => number > newest)) {
      throw new SchemaTooNewError(
        "The database was made by a newer Sluis. Start that version, or restore a backup of this one.",
      );
    }
    const ran: string[] = [];
    for (const migration of migrations) {
      if (doneNumbers.has(migration.number) || migration.number > upTo) continue;
      await run(client, migration);
      ran.push(migration.name);
    }
    return ran;
  } finally {
    // Closing the connection also frees the lock and the setting.
    client.release(true);
  }
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
