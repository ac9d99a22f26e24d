import type { OrderKey } from "#domain/ids.ts";
import type { Instant } from "#domain/time.ts";
import type { Sealed } from "./vault.ts";

/**
 * A key as the request holds it that is being carried out. It travels with what
 * the request changes: the statement of the change writes it down beside the key,
 * and writes nothing at all where the key has another holder by then.
 */
export interface KeyMark {
  /** Keyed hash of whose key it is and of the key. */
  readonly name: string;
  /** Drawn for this one try. */
  readonly holder: string;
}

/** What a request has done, as far as its answer needs it. */
export interface MadeEffect {
  readonly orderKey: OrderKey | null;
  /** The refund, capture or release that was made. */
  readonly transactionId: number | null;
}

/**
 * A key whose request is answered by the very statement that carries it out. It is
 * never held: it is there with its answer, or neither it nor what was done is.
 */
export interface AnsweredKey {
  readonly name: string;
  /** Keyed hash of method, path and body. */
  readonly request: string;
  readonly expiresAt: Instant;
  readonly status: number;
  readonly answer: Sealed;
}

export interface WantedKey extends KeyMark {
  /** Keyed hash of method, path and body. */
  readonly request: string;
  readonly now: Instant;
  /** Until then nobody else carries the request out; by our clock. */
  readonly heldUntil: Instant;
  /** Later than any holder of now may have asked for: what is held longer was held under another clock. */
  readonly heldAtMost: Instant;
  readonly expiresAt: Instant;
}

export type Holding =
  /** Carry it out; with `made`, it was done by a holder that left no answer. */
  | { readonly kind: "held"; readonly made: MadeEffect | null }
  | { readonly kind: "answered"; readonly status: number; readonly answer: Sealed }
  /** Another request had this key. */
  | { readonly kind: "mismatch" }
  /** The same request is being carried out. */
  | { readonly kind: "busy" };

/**
 * The keys under which shops repeat requests. A key is held for a time, not by a
 * connection: the requests of a busy house outnumber its connections, and most of
 * a request's life is a call to somebody else. A holder that was only slow loses
 * nothing but its turn, since its change is not written.
 */
export interface IdempotencyKeys {
  /** One round trip for a new key, two for one that is there. */
  hold(wanted: WantedKey): Promise<Holding>;
  /** False, with nothing kept, where the key has another holder by now: his answer counts. */
  keep(mark: KeyMark, answer: { readonly status: number; readonly answer: Sealed }): Promise<boolean>;
  /** Gives the key back without an answer: whoever comes next carries the request out, or tells what was made. */
  release(mark: KeyMark, now: Instant): Promise<void>;
  /** Deletes keys that were over by `now`, `limit` at most; gives how many. */
  forget(now: Instant, limit: number): Promise<number>;
}
