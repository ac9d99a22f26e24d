import pg from "pg";
import type { AuditCheckpoints, CheckpointSigner } from "#ports/audit-trail.ts";
import type { Clock } from "#ports/clock.ts";
import { inTransaction } from "../pool.ts";
import { checkpointHash, checkpointText, type Head, headText } from "./checkpoint-text.ts";
import { MerkleSum } from "./merkle.ts";

/** Only one process signs at a time. */
const checkpointLock = 7_205_762;
/** Positions that one checkpoint covers, so that none is the work of minutes. */
const mostPositions = 100_000;
const pageSize = 1_000;
/** SQLSTATE of a lock that was not free in time. */
const lockNotAvailable = "55P03";

interface Last {
  readonly number: number;
  readonly position: number;
  readonly hash: Uint8Array;
}

/** See AuditCheckpoints. */
export function createAuditCheckpoints(
  pool: pg.Pool,
  { signer, clock }: { readonly signer: CheckpointSigner; readonly clock: Clock },
): AuditCheckpoints {
  async function write(client: pg.PoolClient, boundary: number): Promise<boolean> {
    await client.query("select pg_advisory_xact_lock($1)", [checkpointLock]);
    const last = await lastCheckpoint(client);
    const number = last.number + 1;
    const position = await collectHeads(client, { number, from: last.position, boundary });
    if (position === null) return false;
    const sum = new MerkleSum();
    for await (const head of headsOf(client, number)) sum.add(headText(head));
    const text = checkpointText({
      number,
      at: clock.now(),
      position,
      heads: sum.count,
      root: sum.root(),
      previous: Buffer.from(last.hash).toString("hex"),
      public_key: signer.publicKey,
    });
    await client.query(
      "insert into audit_checkpoint (number, position, entry, hash, signature) values ($1, $2, $3, $4, $5)",
      [number, position, text, checkpointHash(text), Buffer.from(signer.sign(text))],
    );
    return true;
  }

  return {
    async write() {
      const boundary = await findBoundary(pool);
      if (boundary === null) return "busy";
      let written = 0;
      while (await inTransaction(pool, (client) => write(client, boundary))) written += 1;
      return written;
    },
  };
}

/** A statement of its own: the lock it takes ends with it, before anything is read. */
async function findBoundary(pool: pg.Pool): Promise<number | null> {
  try {
    const found = await pool.query<{ boundary: string }>("select audit_boundary() as boundary");
    return Number(found.rows[0]?.boundary);
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === lockNotAvailable) return null;
    throw error;
  }
}

async function lastCheckpoint(client: pg.PoolClient): Promise<Last> {
  const found = await client.query<{ number: number; position: string; hash: Uint8Array }>(
    "select number, position, hash from audit_checkpoint order by number desc limit 1",
  );
  const row = found.rows[0];
  return row === undefined
    ? { number: 0, position: 0, hash: Buffer.alloc(32) }
    : { ...row, position: Number(row.position) };
}

/** Keeps the last entries of the streams that changed; gives the position they go up to, null where none changed. */
async function collectHeads(
  client: pg.PoolClient,
  { number, from, boundary }: { readonly number: number; readonly from: number; readonly boundary: number },
): Promise<number | null> {
  for (let start = from; start < boundary; start += mostPositions) {
    const end = Math.min(start + mostPositions, boundary);
    const collected = await client.query(
      `insert into audit_checkpoint_head (number, stream, seq, hash)
       select distinct on (stream) $1::integer, stream, seq, hash from audit_entry
       where position > $2 and position <= $3 order by stream, seq desc`,
      [number, start, end],
    );
    if (collected.rowCount !== 0) return end;
  }
  return null;
}

/** In the order of the streams' names, page by page. */
export async function* headsOf(
  client: Pick<pg.ClientBase, "query">,
  number: number,
): AsyncGenerator<Head, void, undefined> {
  let after = "";
  for (;;) {
    const page = await client.query<Head>(
      `select stream, seq, hash from audit_checkpoint_head
       where number = $1 and stream > $2 order by stream limit $3`,
      [number, after, pageSize],
    );
    yield* page.rows;
    const last = page.rows.at(-1);
    if (last === undefined || page.rows.length < pageSize) return;
    after = last.stream;
  }
}
