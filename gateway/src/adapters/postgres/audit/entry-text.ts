import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import type { Actor } from "#domain/audit/actor.ts";
import { assert } from "#domain/result.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type { AuditEvent } from "#ports/audit-trail.ts";

/**
 * An entry as canonical JSON (RFC 8785), in two halves around its number: which
 * number it is only the database knows, in the moment in which it holds the
 * stream. Of the members of an entry `seq` and `stream` come last by name, and a
 * whole number is written as itself, so the halves with the number in between
 * are canonical again.
 */
export interface EntryText {
  readonly before: string;
  readonly after: string;
}

export interface Entry extends AuditEvent {
  readonly at: Instant;
  readonly actor: Actor;
}

export function entryText({ stream, at, actor, event, change }: Entry): EntryText {
  const head = canonical({ actor, at: toIso(at), change, event });
  return { before: `${head.slice(0, -1)},"seq":`, after: `,"stream":${JSON.stringify(stream)}}` };
}

/** The hash of a stream's first entry: before it stand 32 zero bytes. */
export const firstHash = (text: string): Buffer => hash("sha256", "\0".repeat(32) + text, "buffer");

/** RFC 8785. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  assert(text !== undefined, "what has no JSON form has no canonical one");
  return text;
}
