import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { clientOf } from "../primary.ts";
import { copyOut } from "./copy.ts";
import { type BackupHead, type BackupTail, endOfTable, type TableHead } from "./format.ts";

/**
 * Writes one consistent moment of the database to a file, while gateways run. It
 * lies beside its place until all of it is on the disk: what has the name is
 * whole. Secrets are in it as they are in the tables, sealed.
 */
export interface SavedBackup {
  readonly at: string;
  readonly tables: number;
  readonly rows: number;
  readonly sha256: string;
}

/** The file is there already, or the database holds no Sluis. */
export class BackupRefusedError extends Error {}

export async function saveBackup(databaseUrl: string, path: string): Promise<SavedBackup> {
  const unfinished = `${path}.unfinished`;
  // Never over a file that is there: neither the backup of yesterday, nor one that is being made.
  await refuseExisting(path);
  const client = await sessionFor(databaseUrl);
  try {
    const target = createWriteStream(unfinished, { flags: "wx", mode: 0o600 });
    try {
      const saved: SavedBackup[] = [];
      await pipeline(
        Readable.from(
          contents(client, (backup) => saved.push(backup)),
          { objectMode: true },
        ),
        createGzip(),
        target,
      );
      await toDisk(unfinished);
      await refuseExisting(path);
      await rename(unfinished, path);
      const [backup] = saved;
      if (backup === undefined) throw new Error("a backup without an end");
      return backup;
    } catch (error) {
      if (!isExisting(error)) await rm(unfinished, { force: true });
      throw isExisting(error) ? new BackupRefusedError(`${unfinished} is there already.`) : error;
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A session of its own, without the limits of those that serve: a large table takes its time. */
export async function sessionFor(databaseUrl: string): Promise<pg.Client> {
  const { Client, connectionString } = clientOf(databaseUrl);
  const client = new Client({
    connectionString,
    application_name: "sluis-backup",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

async function* contents(client: pg.Client, end: (backup: SavedBackup) => void): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const summed = (bytes: Buffer): Buffer => {
    hash.update(bytes);
    return bytes;
  };
  await client.query("begin isolation level repeatable read, read only");
  const head = await readHead(client);
  yield summed(lineOf(head));
  const rows: Record<string, number> = {};
  for (const table of await readTables(client)) {
    yield summed(lineOf(table));
    let count = 0;
    for await (const chunk of copyOut(client, `copy ${copied(table)} to stdout`)) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
      yield summed(chunk);
    }
    rows[table.table] = count;
    yield summed(Buffer.from(endOfTable));
  }
  // Read last: a sequence obeys no transaction, and one that is ahead of the rows skips numbers, which is harmless.
  const sequences = await readSequences(client);
  await client.query("commit");
  const tail: BackupTail = { rows, sequences, sha256: hash.digest("hex") };
  yield lineOf(tail);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  end({ at: head.at, tables: Object.keys(rows).length, rows: total, sha256: tail.sha256 });
}

const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

/** The table with its columns, as COPY names them in both directions. */
export const copied = ({ table, columns }: TableHead): string =>
  `public.${pg.escapeIdentifier(table)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")})`;

async function readHead(client: pg.Client): Promise<BackupHead> {
  const { rows } = await client
    .query<{ name: string }>("select name from public.migration order by number")
    .catch((error: unknown) => {
      // Undefined table: nothing of ours was ever here.
      if (error instanceof pg.DatabaseError && error.code === "42P01")
        throw new BackupRefusedError("The database holds no Sluis.");
      throw error;
    });
  const now = await client.query<{ at: Date; server: string }>(
    "select now() as at, current_setting('server_version') as server",
  );
  const { at, server } = now.rows[0] ?? { at: null, server: "" };
  return { sluisBackup: 1, at: at?.toISOString() ?? "", server, migrations: rows.map(({ name }) => name) };
}

/** Not the migrations, which the restore runs itself, and not what PostgreSQL forgets too (unlogged tables). */
export async function readTables(client: pg.Client): Promise<readonly TableHead[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(`
    select relname as table, array_agg(attname::text order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p' and relname <> 'migration'
      and attnum > 0 and not attisdropped and attgenerated = ''
    group by relname order by relname`);
  return rows;
}

async function readSequences(client: pg.Client): Promise<BackupTail["sequences"]> {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname",
  );
  const sequences: BackupTail["sequences"][number][] = [];
  for (const { name } of rows) {
    const state = await client.query<{ last: string; isCalled: boolean }>(
      `select last_value::text as last, is_called as "isCalled" from public.${pg.escapeIdentifier(name)}`,
    );
    const [row] = state.rows;
    if (row !== undefined) sequences.push({ name, ...row });
  }
  return sequences;
}

async function refuseExisting(path: string): Promise<void> {
  const there = await open(path).then(
    (file) => file.close().then(() => true),
    () => false,
  );
  if (there) throw new BackupRefusedError(`${path} is there already.`);
}

async function toDisk(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const isExisting = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EEXIST";
