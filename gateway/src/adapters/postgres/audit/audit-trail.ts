import type pg from "pg";
import type { Actor } from "#domain/audit/actor.ts";
import type { OrderKey } from "#domain/ids.ts";
import type { JsonObject } from "#domain/json.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { Actors } from "#ports/actors.ts";
import type { AuditEvent, AuditTrail } from "#ports/audit-trail.ts";
import type { Clock } from "#ports/clock.ts";
import { Parameters } from "../parameters.ts";
import { auditPart, noHash } from "./audit-part.ts";
import { type Entry, entryText } from "./entry-text.ts";

type Queryable = Pick<pg.ClientBase, "query">;

/** The audit log for those who write into it within a transaction of their own. */
export interface AuditWriter extends AuditTrail {
  /** In whose name the store writes what it is told just now. */
  actor(): Actor;
  append(client: Queryable, event: AuditEvent): Promise<void>;
  /** Into the stream of an order that the client has locked. */
  appendToOrder(client: Queryable, key: OrderKey, event: string, change: JsonObject): Promise<void>;
}

export function createAuditTrail(
  pool: pg.Pool,
  { actors, clock }: { readonly actors: Pick<Actors, "current">; readonly clock: Clock },
): AuditWriter {
  const append = (client: Queryable, event: AuditEvent): Promise<void> =>
    appendEntry(client, { ...event, actor: actors.current(), at: clock.now() });
  return {
    actor: () => actors.current(),
    append,
    note: (event) => append(pool, event),
    appendToOrder: (client, key, event, change) =>
      appendToOrder(client, { key, event, change, actor: actors.current(), at: clock.now() }),
  };
}

/** One statement: the stream's row is held from the reading of its last hash until the end of the transaction. */
export async function appendEntry(client: Queryable, entry: Entry): Promise<void> {
  const { before, after } = entryText(entry);
  await client.query({
    name: "append-audit-entry",
    text: `with head as (
        insert into audit_head as known (stream, seq, hash)
        values ($1, 1, chained_hash(${noHash}, $2::text || 1 || $3::text))
        on conflict (stream) do update set seq = known.seq + 1,
          hash = chained_hash(known.hash, $2::text || (known.seq + 1) || $3::text)
        returning known.stream, known.seq, known.hash, old.hash as previous_hash
      )
      insert into audit_entry (stream, seq, at, actor, event, entry, previous_hash, hash)
      select stream, seq, $4::timestamptz, $5, $6, $2::text || seq || $3::text, coalesce(previous_hash, ${noHash}), hash
      from head`,
    values: [entry.stream, before, after, toIso(entry.at), entry.actor, entry.event],
  });
}

async function appendToOrder(
  client: Queryable,
  entry: {
    readonly key: OrderKey;
    readonly event: string;
    readonly change: JsonObject;
    readonly actor: Actor;
    readonly at: Instant;
  },
): Promise<void> {
  const parameters = new Parameters();
  const { assigned, returned, part } = auditPart(entry, parameters);
  await client.query(
    `with saved as (
       update orders set ${assigned} where key = ${parameters.add(entry.key)} returning ${returned}
     ), ${part.sql} select from saved`,
    parameters.values,
  );
}
