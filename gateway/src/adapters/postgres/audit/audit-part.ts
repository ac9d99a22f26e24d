import { orderStream } from "#domain/audit/stream.ts";
import type { Actor } from "#domain/audit/actor.ts";
import type { JsonObject } from "#domain/json.ts";
import type { OrderKey } from "#domain/ids.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { Parameters, Part } from "../parameters.ts";
import { type EntryText, entryText, firstHash } from "./entry-text.ts";

/** The hash before the first of a stream, in SQL. */
export const noHash = `'\\x${"00".repeat(32)}'::bytea`;

export interface OrderEntry {
  readonly key: OrderKey;
  readonly at: Instant;
  readonly actor: Actor;
  readonly event: string;
  readonly change: JsonObject;
}

/**
 * The entry of an order's change, as parts of the statement that writes the
 * order. The order's row holds the last entry of its stream, and is locked by the
 * update that makes the next: two changes at once are entered one after the
 * other, without a further round trip.
 */
export interface AuditPart {
  /** Columns of a new order, and their values. */
  readonly inserted: { readonly columns: string; readonly values: string };
  /** Assignments of an order's update. */
  readonly assigned: string;
  /** What insert or update must return. */
  readonly returned: string;
  /** The entry itself, out of `saved`. */
  readonly part: Part;
}

/** Of a new order: number and hash before are known, so the statement is given text and hash and makes neither. */
export function firstAuditPart(entry: OrderEntry, parameters: Parameters): AuditPart {
  const { before, after } = halvesOf(entry);
  const text = `${before}1${after}`;
  return partOf(
    entry,
    {
      seq: "1",
      hash: `${parameters.add(firstHash(text))}::bytea`,
      text: `${parameters.add(text)}::text`,
      previousHash: noHash,
    },
    parameters,
  );
}

/** Of an order that is there: only the statement knows what came before. */
export function auditPart(entry: OrderEntry, parameters: Parameters): AuditPart {
  const { before, after } = halvesOf(entry);
  const [head, tail] = [`${parameters.add(before)}::text`, `${parameters.add(after)}::text`];
  return partOf(
    entry,
    {
      seq: "orders.audit_seq + 1",
      hash: `chained_hash(orders.audit_hash, ${head} || (orders.audit_seq + 1) || ${tail})`,
      text: `${head} || audit_seq || ${tail}`,
      previousHash: "previous_hash",
    },
    parameters,
  );
}

const halvesOf = ({ key, at, actor, event, change }: OrderEntry): EntryText =>
  entryText({ stream: orderStream(key), at, actor, event, change });

interface Chained {
  readonly seq: string;
  readonly hash: string;
  readonly text: string;
  readonly previousHash: string;
}

function partOf({ at, actor, event }: OrderEntry, chained: Chained, parameters: Parameters): AuditPart {
  const { seq, hash, text, previousHash } = chained;
  return {
    inserted: { columns: "audit_seq, audit_hash", values: `${seq}, ${hash}` },
    assigned: `audit_seq = ${seq}, audit_hash = ${hash}`,
    returned: "orders.key, orders.audit_seq, orders.audit_hash, old.audit_hash as previous_hash",
    part: {
      name: "audit",
      sql: `audited as (
        insert into audit_entry (stream, seq, at, actor, event, entry, previous_hash, hash)
        select 'order/' || key, audit_seq, ${parameters.add(toIso(at))}::timestamptz,
          ${parameters.add(actor)}, ${parameters.add(event)}, ${text}, ${previousHash}, audit_hash
        from saved
      )`,
    },
  };
}
