import type pg from "pg";
import { Findings } from "./findings.ts";
import { readSigned, type SignedCheckpoint, type Trust, verifyCheckpoints } from "./verify-checkpoints.ts";
import { verifyOrders, verifyOtherHeads } from "./verify-heads.ts";
import { verifyStreams } from "./verify-streams.ts";

export interface AuditReport {
  readonly entries: number;
  readonly orders: number;
  readonly checkpoints: number;
  /** Entries that no checkpoint covers yet. */
  readonly unsigned: number;
  readonly wrong: number;
  /** The first of what is wrong. */
  readonly findings: readonly string[];
}

/**
 * The whole log, in pages, while gateways go on: streams, orders, checkpoints, and
 * the checkpoints that were kept elsewhere. Nothing is written.
 */
export async function verifyAudit(
  pool: pg.Pool,
  trust: Trust,
  keptElsewhere: AsyncIterable<SignedCheckpoint> | null,
): Promise<AuditReport> {
  const findings = new Findings();
  await verifyGuards(pool, findings);
  const entries = await verifyStreams(pool, findings);
  const orders = await verifyOrders(pool, findings);
  await verifyOtherHeads(pool, findings);
  const checkpoints = await verifyCheckpoints(pool, trust, findings);
  if (keptElsewhere !== null) await compareWithKept(pool, trust, keptElsewhere, findings);
  return {
    entries,
    orders,
    checkpoints,
    unsigned: await countUnsigned(pool),
    wrong: findings.count,
    findings: findings.sentences,
  };
}

const guardedTables = ["audit_entry", "audit_checkpoint", "audit_checkpoint_head"];

/** Whoever changed something may have left the door open. */
async function verifyGuards(pool: pg.Pool, findings: Findings): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select guarded.name from unnest($1::text[]) as guarded (name) where not exists (
       select from pg_trigger where tgrelid = to_regclass(guarded.name) and tgname = 'refuse_audit_change'
         and tgenabled in ('O', 'A')
     )`,
    [guardedTables],
  );
  for (const { name } of rows) findings.add(name, "its trigger that refuses changes is gone or switched off");
}

/** What was exported then is there today, letter for letter. */
async function compareWithKept(
  pool: pg.Pool,
  trust: Trust,
  kept: AsyncIterable<SignedCheckpoint>,
  findings: Findings,
): Promise<void> {
  for await (const checkpoint of kept) {
    readSigned(checkpoint, trust, findings);
    const { rows } = await pool.query<{ entry: string }>(
      "select entry from audit_checkpoint where number = $1",
      [checkpoint.number],
    );
    const where = `checkpoint ${checkpoint.number}`;
    if (rows[0] === undefined) findings.add(where, "is missing: it is only in the file");
    else if (rows[0].entry !== checkpoint.entry) findings.add(where, "is another than in the file");
  }
}

async function countUnsigned(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    `select count(*) from audit_entry
     where position > (select coalesce(max(position), 0) from audit_checkpoint)`,
  );
  return Number(rows[0]?.count);
}
