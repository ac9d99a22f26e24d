import type { Instant } from "#domain/time.ts";

/** Signatures of requests that were let through, kept for as long as they could come again. Real time. */
export interface UsedSignatures {
  /**
   * Notes a signature. False where it was used before, unless by a request under the same Idempotency-Key:
   * that one is told what became of the first, and does nothing more.
   */
  use(signature: string, request: SignatureUse): Promise<boolean>;
}

export interface SignatureUse {
  readonly idempotencyKey: string | null;
  readonly now: Instant;
  /** From then on the signature is too old by itself. */
  readonly until: Instant;
}
