import { createHash } from "node:crypto";
import { type Instant, toIso } from "#domain/time.ts";
import { canonical } from "./entry-text.ts";
import { isObject } from "./stored-entry.ts";

/** What a checkpoint says, and is signed, as canonical JSON. */
export interface Checkpoint {
  readonly number: number;
  readonly at: string;
  /** Up to this position everything is in this checkpoint or in one before. */
  readonly position: number;
  /** Streams that changed since the one before. */
  readonly heads: number;
  /** Merkle root of their last entries, in the order of their names. */
  readonly root: string;
  /** Hash of the checkpoint before. */
  readonly previous: string;
  /** Who signed: Ed25519, 32 bytes. */
  readonly public_key: string;
}

export interface Head {
  readonly stream: string;
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** A leaf of the Merkle tree. */
export const headText = ({ stream, seq, hash }: Head): string =>
  canonical({ stream, seq, hash: Buffer.from(hash).toString("hex") });

export const checkpointText = (checkpoint: Omit<Checkpoint, "at"> & { readonly at: Instant }): string =>
  canonical({ ...checkpoint, at: toIso(checkpoint.at) });

export const checkpointHash = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

/** Null for what is not the canonical text of a checkpoint. */
export function parseCheckpoint(text: string): Checkpoint | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(parsed) || canonical(parsed) !== text) return null;
  const { number, at, position, heads, root, previous, public_key: publicKey } = parsed;
  return typeof number === "number" &&
    typeof at === "string" &&
    typeof position === "number" &&
    typeof heads === "number" &&
    typeof root === "string" &&
    typeof previous === "string" &&
    typeof publicKey === "string"
    ? { number, at, position, heads, root, previous, public_key: publicKey }
    : null;
}
