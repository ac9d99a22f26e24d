import type pg from "pg";
import type { CheckpointSigner } from "#ports/audit-trail.ts";
import { type Checkpoint, checkpointHash, headText, parseCheckpoint } from "./checkpoint-text.ts";
import { headsOf } from "./checkpoints.ts";
import type { Findings } from "./findings.ts";
import { MerkleSum } from "./merkle.ts";

/** A checkpoint as it is stored and exported. */
export interface SignedCheckpoint {
  readonly number: number;
  readonly entry: string;
  readonly signature: Uint8Array;
}

interface CheckpointRow extends SignedCheckpoint {
  readonly position: string;
  readonly hash: Uint8Array;
}

export interface Trust {
  readonly signer: CheckpointSigner;
  /** Keys whose signatures count. */
  readonly publicKeys: readonly string[];
}

const pageSize = 100;
/** Of one checkpoint; more of the same helps nobody. */
const mostDifferences = 20;

/** Pages of checkpoints in the order of their numbers. */
export async function* storedCheckpoints(pool: pg.Pool): AsyncGenerator<CheckpointRow, void, undefined> {
  let after = 0;
  for (;;) {
    const { rows } = await pool.query<CheckpointRow>(
      `select number, position, entry, hash, signature from audit_checkpoint
       where number > $1 order by number limit $2`,
      [after, pageSize],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.number;
  }
}

/** Each signed by a key that counts, each the next of the one before, and the log still as it was then. Gives how many. */
export async function verifyCheckpoints(pool: pg.Pool, trust: Trust, findings: Findings): Promise<number> {
  let count = 0;
  let previous: { readonly number: number; readonly position: number; readonly hash: string } = {
    number: 0,
    position: 0,
    hash: "0".repeat(64),
  };
  for await (const row of storedCheckpoints(pool)) {
    const where = `checkpoint ${row.number}`;
    const checkpoint = readSigned(row, trust, findings);
    if (checkpoint !== null) {
      const hash = checkpointHash(row.entry);
      if (Number(row.position) !== checkpoint.position || !hash.equals(row.hash)) {
        findings.add(where, "was changed: its columns do not say what its text says");
      }
      if (row.number !== previous.number + 1 || checkpoint.previous !== previous.hash) {
        findings.add(where, "does not follow the checkpoint before it");
      }
      await verifyHeads(pool, checkpoint, findings);
      await verifyRange(pool, checkpoint, previous.position, findings);
    }
    previous = {
      number: row.number,
      position: Number(row.position),
      hash: Buffer.from(row.hash).toString("hex"),
    };
    count += 1;
  }
  return count;
}

/** What a checkpoint says; null where that cannot be known. */
export function readSigned(
  { number, entry, signature }: SignedCheckpoint,
  { signer, publicKeys }: Trust,
  findings: Findings,
): Checkpoint | null {
  const where = `checkpoint ${number}`;
  const checkpoint = parseCheckpoint(entry);
  if (checkpoint?.number !== number) {
    findings.add(where, "is forged: it is no checkpoint of that number");
    return null;
  }
  if (!signer.isSignedBy(checkpoint.public_key, entry, signature)) {
    findings.add(where, "is forged: its signature does not hold");
  } else if (!publicKeys.includes(checkpoint.public_key)) {
    findings.add(where, `is signed by a key that does not count: ${checkpoint.public_key}`);
  }
  return checkpoint;
}

/** The ends of streams that were kept beside the checkpoint are those it was signed over. */
async function verifyHeads(
  pool: pg.Pool,
  { number, heads, root }: Checkpoint,
  findings: Findings,
): Promise<void> {
  const sum = new MerkleSum();
  for await (const head of headsOf(pool, number)) sum.add(headText(head));
  if (sum.count !== heads || sum.root() !== root) {
    findings.add(`checkpoint ${number}`, "the ends of streams that it was signed over were changed");
  }
}

/** The streams ended then as they end at that position today. */
async function verifyRange(
  pool: pg.Pool,
  { number, position }: Checkpoint,
  from: number,
  findings: Findings,
): Promise<void> {
  const { rows } = await pool.query<{ stream: string; was: number | null; seq: number | null }>(
    `select coalesce(now.stream, signed.stream) as stream, signed.seq as was, now.seq
     from (
       select distinct on (stream) stream, seq, hash from audit_entry
       where position > $2 and position <= $3 order by stream, seq desc
     ) as now
     full join (select stream, seq, hash from audit_checkpoint_head where number = $1) as signed
       on signed.stream = now.stream
     where (signed.seq, signed.hash) is distinct from (now.seq, now.hash)
     order by 1 limit $4`,
    [number, from, position, mostDifferences],
  );
  for (const { stream, was, seq } of rows) {
    const signed = was === null ? "had nothing to sign" : `was signed at entry ${was}`;
    const today = seq === null ? "what was signed is missing" : `entry ${seq} is in its place`;
    findings.add(stream, `${signed} in checkpoint ${number}, now ${today}`);
  }
}
