import { orderStream } from "#domain/audit/stream.ts";
import type { Actor } from "#domain/audit/actor.ts";
import type { JsonObject } from "#domain/json.ts";
import type { OrderKey } from "#domain/ids.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { Parameters, Part } from "../parameters.ts";
import { entryText } from "./entry-text.ts";

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

export function auditPart({ key, at, actor, event, change }: OrderEntry, parameters: Parameters): AuditPart {
  const stream = orderStream(key);
  const { before, after } = entryText({ stream, at, actor, event, change });
  const [head, tail] = [`${parameters.add(before)}::text`, `${parameters.add(after)}::text`];
  const textOf = (seq: string): string => `${head} || ${seq} || ${tail}`;
  return {
    inserted: { columns: "audit_seq, audit_hash", values: `1, chained_hash(${noHash}, ${textOf("1")})` },
    assigned: `audit_seq = orders.audit_seq + 1,
      audit_hash = chained_hash(orders.audit_hash, ${textOf("(orders.audit_seq + 1)")})`,
    returned: "orders.key, orders.audit_seq, orders.audit_hash, old.audit_hash as previous_hash",
    part: {
      name: "audit",
      sql: `audited as (
        insert into audit_entry (stream, seq, at, actor, event, entry, previous_hash, hash)
        select 'order/' || key, audit_seq, ${parameters.add(toIso(at))}::timestamptz,
          ${parameters.add(actor)}, ${parameters.add(event)}, ${textOf("audit_seq")},
          coalesce(previous_hash, ${noHash}), audit_hash
        from saved
      )`,
    },
  };
}
