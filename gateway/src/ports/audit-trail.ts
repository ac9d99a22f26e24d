import type { Stream } from "#domain/audit/stream.ts";
import type { JsonObject } from "#domain/json.ts";

/** What happened; never personal data, card data or secrets. Who did it and when are known to the trail. */
export interface AuditEvent {
  readonly stream: Stream;
  readonly event: string;
  readonly change: JsonObject;
}

/**
 * The audit log of what no order's own change tells. Entries of an order are
 * written by the store, in the statement that changes the order.
 */
export interface AuditTrail {
  /** Adds an entry; repeating it adds another. */
  note(event: AuditEvent): Promise<void>;
}

/** Signed sums of the audit log. */
export interface AuditCheckpoints {
  /**
   * Signs what was added since the last checkpoint, in as many checkpoints as it
   * takes; gives how many, 0 where nothing was added. `busy` where others did not
   * let go of the log in time: to be tried again later.
   */
  write(): Promise<number | "busy">;
}

/** Signs checkpoints with the key of this house (Ed25519). */
export interface CheckpointSigner {
  /** 32 bytes as 64 hexadecimal digits. */
  readonly publicKey: string;
  sign(text: string): Uint8Array;
  /** False for anything that is no public key, too. */
  isSignedBy(publicKey: string, text: string, signature: Uint8Array): boolean;
}
