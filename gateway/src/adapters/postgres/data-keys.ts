import type pg from "pg";
import { assert } from "#domain/result.ts";
import { keyChannel } from "./key-admin.ts";
import { inTransaction } from "./pool.ts";

/** Rows of master and data keys; what is wrapped is opened elsewhere. */
export interface MasterKeyRow {
  readonly id: string;
  readonly checkValue: string;
}

export interface DataKeyRow {
  readonly id: string;
  readonly accountId: number | null;
  readonly version: number;
  readonly isRoot: boolean;
  readonly state: "announced" | "current" | "past";
  readonly masterKeyId: string;
  readonly wrapped: Uint8Array;
  readonly createdAt: Date;
}

/** Makes a key of that name and wraps it; what it was is known to nobody else. */
export type WrapNew = (id: string) => { readonly masterKeyId: string; readonly wrapped: Uint8Array };

/** One lock for whoever changes keys: two processes may start, or two operators rotate, at once. */
const keysLock = 7_205_762;

const locked = <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock($1)", [keysLock]);
    const done = await work(client);
    await client.query(`notify ${keyChannel}`);
    return done;
  });

/** The master key that holds the house, or null before the first start. */
export async function findMasterKeyRow(pool: pg.Pool): Promise<MasterKeyRow | null> {
  const { rows } = await pool.query<{ id: string; check_value: string }>(
    "select id, check_value from master_key where replaced_at is null",
  );
  const row = rows[0];
  return row === undefined ? null : { id: row.id, checkValue: row.check_value };
}

/** The master keys that sealed rows before there were data keys. */
export async function keyIdsOfEarlierRows(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ key_id: string }>(
    `select key_id from api_key union select sealed_key_id from card_token where sealed_key_id is not null`,
  );
  return rows.map((row) => row.key_id);
}

/** The first keys of the house. Where another process was first, nothing is written. */
export const insertHouse = (
  pool: pg.Pool,
  master: MasterKeyRow,
  root: { readonly id: string; readonly wrapped: Uint8Array },
): Promise<void> =>
  locked(pool, async (client) => {
    const { rowCount } = await client.query("select from master_key");
    if (rowCount !== 0) return;
    await client.query("insert into master_key (id, check_value) values ($1, $2)", [
      master.id,
      master.checkValue,
    ]);
    await client.query(
      `insert into data_key (id, version, is_root, state, master_key_id, wrapped)
       values ($1, 1, true, 'past', $2, $3)`,
      [root.id, master.id, Buffer.from(root.wrapped)],
    );
  });

/** First keys for the house and for each of the accounts, where they have none. */
export async function ensureDataKeys(
  pool: pg.Pool,
  accounts: readonly number[],
  wrapNew: WrapNew,
): Promise<void> {
  const missing = `select owner from (select null as owner union select unnest($1::bigint[])) owners
    where not exists (select from data_key where not is_root and account_id is not distinct from owner)`;
  if ((await pool.query(missing, [accounts])).rowCount === 0) return;
  await locked(pool, async (client) => {
    const { rows } = await client.query<{ owner: string | null }>(missing, [accounts]);
    for (const { owner } of rows) {
      await insertDataKey(client, { owner, version: 1, state: "current" }, wrapNew);
    }
  });
}

async function insertDataKey(
  client: pg.PoolClient,
  key: { readonly owner: string | null; readonly version: number; readonly state: DataKeyRow["state"] },
  wrapNew: WrapNew,
): Promise<void> {
  const id = `${key.owner ?? "house"}.${key.version}`;
  const { masterKeyId, wrapped } = wrapNew(id);
  // What a master key wraps that was replaced meanwhile could not be opened after the next start.
  const inserted = await client.query(
    `insert into data_key (id, account_id, version, state, master_key_id, wrapped)
     select $1, $2, $3, $4, id, $6 from master_key where id = $5 and replaced_at is null`,
    [id, key.owner, key.version, key.state, masterKeyId, Buffer.from(wrapped)],
  );
  assert(inserted.rowCount === 1, "the master key was replaced while keys were made");
}

/**
 * A next version for the account, or for all and the house, that every process can
 * open and none seals with yet. One that an interrupted rotation left is taken up.
 * Gives how many are announced.
 */
export const announceKeys = (pool: pg.Pool, account: number | null, wrapNew: WrapNew): Promise<number> =>
  locked(pool, async (client) => {
    const { rows } = await client.query<{ owner: string | null; version: number; is_announced: boolean }>(
      `select account_id as owner, max(version) as version, bool_or(state = 'announced') as is_announced
       from data_key where not is_root and ($1::bigint is null or account_id = $1) group by account_id`,
      [account],
    );
    for (const { owner, version, is_announced: isAnnounced } of rows) {
      if (isAnnounced) continue;
      await insertDataKey(client, { owner, version: version + 1, state: "announced" }, wrapNew);
    }
    return rows.length;
  });

/** From now on the announced keys seal, and those before them only open. */
export const activateKeys = (pool: pg.Pool, account: number | null): Promise<void> =>
  locked(pool, async (client) => {
    await client.query(
      `update data_key set state = 'past' from data_key next
       where data_key.state = 'current' and next.state = 'announced'
         and next.account_id is not distinct from data_key.account_id
         and ($1::bigint is null or data_key.account_id = $1)`,
      [account],
    );
    await client.query(
      `update data_key set state = 'current'
       where state = 'announced' and ($1::bigint is null or account_id = $1)`,
      [account],
    );
  });

/** Another master key holds the house: all data keys wrapped anew, or none. False where it was not `before` any more. */
export const replaceMasterKey = (
  pool: pg.Pool,
  before: string,
  next: MasterKeyRow,
  wrapAgain: (row: DataKeyRow) => Uint8Array,
): Promise<boolean> =>
  locked(pool, async (client) => {
    const held = await client.query(
      "update master_key set replaced_at = clock_timestamp() where id = $1 and replaced_at is null",
      [before],
    );
    if (held.rowCount !== 1) return false;
    await client.query(
      `insert into master_key (id, check_value) values ($1, $2)
       on conflict (id) do update set replaced_at = null, since = clock_timestamp()`,
      [next.id, next.checkValue],
    );
    for (const row of await readDataKeys(client)) {
      await client.query("update data_key set master_key_id = $2, wrapped = $3 where id = $1", [
        row.id,
        next.id,
        Buffer.from(wrapAgain(row)),
      ]);
    }
    return true;
  });

export async function readDataKeys(queryable: Pick<pg.ClientBase, "query">): Promise<readonly DataKeyRow[]> {
  const { rows } = await queryable.query<{
    id: string;
    account_id: string | null;
    version: number;
    is_root: boolean;
    state: DataKeyRow["state"];
    master_key_id: string;
    wrapped: Uint8Array;
    created_at: Date;
  }>("select * from data_key order by account_id nulls first, is_root desc, version");
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id === null ? null : Number(row.account_id),
    version: row.version,
    isRoot: row.is_root,
    state: row.state,
    masterKeyId: row.master_key_id,
    wrapped: row.wrapped,
    createdAt: row.created_at,
  }));
}

/** Which account each site is of: for the ring of keys. */
export async function readAccountsOfSites(pool: pg.Pool): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool.query<{ id: string; account_id: string }>("select id, account_id from site");
  return new Map(rows.map((row) => [Number(row.id), Number(row.account_id)]));
}
