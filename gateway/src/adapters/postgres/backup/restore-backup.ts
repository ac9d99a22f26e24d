import pg from "pg";
import { migrate, readMigrations } from "../migrate.ts";
import { checkBackup, endOfTable, linesOf, type Manifest } from "./format.ts";
import { copyIn } from "./copy.ts";
import { copied, readTables, sessionFor } from "./save-backup.ts";

/**
 * Brings a backup into an empty database: the schema by the migrations that it was
 * made with, the rows in one transaction, then the migrations that came since. Keys
 * to other tables and triggers are away while rows come in the order of the file;
 * the keys are put back, and thereby checked, before it is committed.
 */
export interface RestoredBackup {
  readonly at: string;
  readonly rows: number;
  /** What is due, or will be: how many jobs of each kind. */
  readonly jobs: readonly { readonly kind: string; readonly count: number }[];
}

/** Nothing was changed; the message is a sentence for the operator. */
export class RestoreRefusedError extends Error {}

/**
 * Numbers that were drawn after the backup are known outside: to shops as transactions,
 * to the acquirer as trace numbers, of which it may meet none twice within the hour.
 * So both go on far beyond. A trace number counts modulo 999 999, hence no round million.
 */
const numbersSkipped: Readonly<Record<string, number>> = {
  transaction_number: 1_000_000,
  trace_number: 500_000,
};

export async function restoreBackup(
  { pool, databaseUrl }: { readonly pool: pg.Pool; readonly databaseUrl: string },
  path: string,
): Promise<RestoredBackup> {
  const manifest = await checkBackup(path);
  const upTo = await newestMigrationOf(manifest);
  await refuseUnlessEmpty(pool);
  await migrate(pool, upTo);
  const client = await sessionFor(databaseUrl);
  try {
    await client.query("begin");
    await load(client, path, manifest);
    await client.query("commit");
    await client.query("analyze");
  } finally {
    await client.end().catch(() => undefined);
  }
  await migrate(pool);
  const jobs = await pool.query<{ kind: string; count: number }>(
    "select kind, count(*)::int as count from job group by kind order by kind",
  );
  const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0);
  return { at: manifest.at, rows, jobs: jobs.rows };
}

async function newestMigrationOf({ migrations }: Manifest): Promise<number> {
  const known = new Map((await readMigrations()).map(({ name, number }) => [name, number]));
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new RestoreRefusedError(`The backup was made by a newer Sluis: this one does not know ${unknown}.`);
  }
  return Math.max(0, ...migrations.map((name) => known.get(name) ?? 0));
}

async function refuseUnlessEmpty(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') limit 1",
  );
  if (rows.length > 0) {
    throw new RestoreRefusedError("The database is not empty. Make a new one, and restore into that.");
  }
}

async function load(client: pg.Client, path: string, manifest: Manifest): Promise<void> {
  const tables = await readTables(client);
  const names = tables.map(({ table }) => table).join(", ");
  if (names !== manifest.tables.map(({ table }) => table).join(", ")) {
    throw new RestoreRefusedError("The backup's tables are not those that its migrations make.");
  }
  const putBack = await takeAway(client);
  // What migrations insert is in the backup as it became.
  await client.query(`truncate ${tables.map(({ table }) => pg.escapeIdentifier(table)).join(", ")}`);
  await copyTables(client, path, manifest);
  for (const { name, last, isCalled } of manifest.sequences) {
    await client.query(
      "select setval($1::regclass, $2::bigint + $3::bigint * increment_by, $4) from pg_sequences where schemaname = 'public' and sequencename = $5",
      [`public.${pg.escapeIdentifier(name)}`, last, numbersSkipped[name] ?? 0, isCalled, name],
    );
  }
  for (const statement of putBack) await client.query(statement);
}

/** Takes foreign keys and triggers away; gives the statements that put them back as they were. */
async function takeAway(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ away: string; back: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
    from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'
    union all
    select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
      format('alter table %s %s trigger %I', tgrelid::regclass,
        case tgenabled when 'A' then 'enable always' when 'R' then 'enable replica' else 'enable' end, tgname)
    from pg_trigger join pg_class on pg_class.oid = tgrelid
    where relnamespace = 'public'::regnamespace and not tgisinternal and tgenabled <> 'D'`);
  for (const { away } of rows) await client.query(away);
  return rows.map(({ back }) => back);
}

async function copyTables(client: pg.Client, path: string, { tables }: Manifest): Promise<void> {
  const lines = linesOf(path);
  await lines.next();
  for (const table of tables) {
    await lines.next();
    await copyIn(client, `copy ${copied(table)} from stdin`, rowsOf(lines));
  }
  await lines.return();
}

/** Sent together: a message for each row would take most of the time. */
const chunkLength = 65_536;

async function* rowsOf(lines: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer> {
  const end = Buffer.from(endOfTable);
  let waiting: Buffer[] = [];
  let length = 0;
  for (;;) {
    const next = await lines.next();
    if (next.done === true) throw new RestoreRefusedError("The file was changed while it was read.");
    if (next.value.equals(end)) break;
    waiting.push(next.value);
    length += next.value.length;
    if (length < chunkLength) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
