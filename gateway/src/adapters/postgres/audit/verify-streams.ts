import type pg from "pg";
import type { Findings } from "./findings.ts";
import { faultOf, type StoredEntry } from "./stored-entry.ts";

const pageSize = 1_000;

/**
 * Every stream from its first entry to its last: each entry whole, each the next
 * of the one before, each stream known to what it is about. New entries may come
 * meanwhile: they only make a stream longer. Gives how many entries there are.
 */
export async function verifyStreams(pool: pg.Pool, findings: Findings): Promise<number> {
  let previous: StoredEntry | null = null;
  let count = 0;
  for (;;) {
    const page: readonly StoredEntry[] = await readPage(pool, previous);
    await verifyOwners(pool, page, findings);
    for (const row of page) {
      verifyEntry(previous?.stream === row.stream ? previous : null, row, findings);
      previous = row;
    }
    count += page.length;
    if (page.length < pageSize) return count;
  }
}

async function readPage(pool: pg.Pool, after: StoredEntry | null): Promise<readonly StoredEntry[]> {
  const page = await pool.query<StoredEntry>(
    `select stream, seq, position, at, actor, event, entry, previous_hash, hash from audit_entry
     where (stream, seq) > ($1, $2) order by stream, seq limit $3`,
    [after?.stream ?? "", after?.seq ?? 0, pageSize],
  );
  return page.rows;
}

function verifyEntry(previous: StoredEntry | null, row: StoredEntry, findings: Findings): void {
  const where = `${row.stream} entry ${row.seq}`;
  const expected = (previous?.seq ?? 0) + 1;
  if (row.seq > expected) {
    const last = row.seq - 1;
    findings.add(
      row.stream,
      last === expected ? `entry ${last} is missing` : `entries ${expected} to ${last} are missing`,
    );
  } else if (!Buffer.from(row.previous_hash).equals(previous?.hash ?? Buffer.alloc(32))) {
    findings.add(where, "does not follow the entry before it");
  }
  const fault = faultOf(row);
  if (fault !== null) findings.add(where, fault);
  if (previous !== null && Number(row.position) <= Number(previous.position)) {
    findings.add(where, "was entered before the one it follows");
  }
}

/** A stream whose order is gone, or whose end nobody keeps. */
async function verifyOwners(pool: pg.Pool, page: readonly StoredEntry[], findings: Findings): Promise<void> {
  const streams = [...new Set(page.map((row) => row.stream))];
  const orphans = await pool.query<{ stream: string }>(
    `select seen.stream from unnest($1::text[]) as seen (stream)
     where case when starts_with(seen.stream, 'order/')
       then not exists (select from orders where key = substr(seen.stream, 7))
       else not exists (select from audit_head where audit_head.stream = seen.stream) end`,
    [streams],
  );
  for (const { stream } of orphans.rows) findings.add(stream, "what it tells of is gone");
}
