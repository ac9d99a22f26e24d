import type pg from "pg";
import type { Findings } from "./findings.ts";
import { isObject, membersOf } from "./stored-entry.ts";

const pageSize = 500;

interface HeadRow {
  readonly kept_seq: number;
  readonly kept_hash: Uint8Array;
  readonly seq: number | null;
  readonly hash: Uint8Array | null;
}

interface OrderRow extends HeadRow {
  readonly key: string;
  readonly state: Readonly<Record<string, unknown>>;
  readonly entry: string | null;
}

/** The last entry of a stream; an order or site and its entries are read by one statement, so they fit while both move. */
const lastEntry = (stream: string): string => `left join lateral (
    select seq, hash from audit_entry where audit_entry.stream = ${stream} order by seq desc limit 1
  ) as last on true`;

/**
 * Every order stands where its last entry left it, and its stream ends where the
 * order says. Gives how many orders there are.
 */
export async function verifyOrders(pool: pg.Pool, findings: Findings): Promise<number> {
  let after = "";
  let count = 0;
  for (;;) {
    const { rows } = await pool.query<OrderRow>(
      `select orders.key, audit_seq as kept_seq, audit_hash as kept_hash, last.seq, last.hash, told.entry,
         jsonb_build_object('phase', phase, 'version', version, 'settlement', settlement, 'amount', amount,
           'amount_captured', amount_captured, 'amount_refunded', amount_refunded) as state
       from orders ${lastEntry("'order/' || orders.key")}
       left join lateral (
         select entry from audit_entry
         where stream = 'order/' || orders.key
           and event in ('order.created', 'order.changed', 'order.restarted', 'order.genesis')
         order by seq desc limit 1
       ) as told on true
       where orders.key > $1 order by orders.key limit $2`,
      [after, pageSize],
    );
    for (const row of rows) verifyOrder(row, findings);
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return count;
    after = last.key;
  }
}

function verifyOrder(row: OrderRow, findings: Findings): void {
  const where = `order/${row.key}`;
  verifyHead(where, row, findings);
  const change = row.entry === null ? undefined : membersOf(row.entry)?.["change"];
  // Without an entry, or with one that cannot be read, there is a finding already.
  if (!isObject(change)) return;
  const moved = Object.entries(row.state).filter(([name, value]) => change[name] !== value);
  if (moved.length === 0) return;
  const words = moved.map(([name, value]) => `${name} is ${String(value)}, was ${String(change[name])}`);
  findings.add(where, `was changed behind the log's back: ${words.join(", ")}`);
}

function verifyHead(where: string, row: HeadRow, findings: Findings): void {
  if (row.seq === null || row.hash === null) findings.add(where, "has no entries");
  else if (row.seq < row.kept_seq) {
    findings.add(where, `ended at entry ${row.kept_seq}, entries after ${row.seq} are missing`);
  } else if (row.seq > row.kept_seq || !Buffer.from(row.hash).equals(row.kept_hash)) {
    findings.add(where, `its last entry is not the one that was written last`);
  }
}

/** The same of sites, accounts and the house. */
export async function verifyOtherHeads(pool: pg.Pool, findings: Findings): Promise<void> {
  let after = "";
  for (;;) {
    const { rows } = await pool.query<HeadRow & { readonly stream: string }>(
      `select audit_head.stream, audit_head.seq as kept_seq, audit_head.hash as kept_hash, last.seq, last.hash
       from audit_head ${lastEntry("audit_head.stream")}
       where audit_head.stream > $1 order by audit_head.stream limit $2`,
      [after, pageSize],
    );
    for (const row of rows) verifyHead(row.stream, row, findings);
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.stream;
  }
}
