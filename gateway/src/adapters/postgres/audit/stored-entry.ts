import { createHash } from "node:crypto";
import { canonical } from "./entry-text.ts";

/** A row of the log as it is read back. */
export interface StoredEntry {
  readonly stream: string;
  readonly seq: number;
  readonly position: string;
  readonly at: Date;
  readonly actor: string;
  readonly event: string;
  readonly entry: string;
  readonly previous_hash: Uint8Array;
  readonly hash: Uint8Array;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The members of an entry's text; null where it is no canonical JSON object. */
export function membersOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) && canonical(parsed) === text ? parsed : null;
  } catch {
    return null;
  }
}

/** What is wrong with a row by itself; null where nothing is. */
export function faultOf(row: StoredEntry): string | null {
  const hash = createHash("sha256").update(row.previous_hash).update(row.entry, "utf8").digest();
  if (!hash.equals(row.hash)) return "was changed: its hash is another";
  const members = membersOf(row.entry);
  const isAsColumns =
    members !== null &&
    members["stream"] === row.stream &&
    members["seq"] === row.seq &&
    members["at"] === row.at.toISOString() &&
    members["actor"] === row.actor &&
    members["event"] === row.event;
  return isAsColumns ? null : "was changed: its columns do not say what its text says";
}
