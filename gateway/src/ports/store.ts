import type { DisputedMessage } from "#domain/dispute/dispute-advice.ts";
import type { Attempt, ProviderAttempt } from "#domain/payment/attempt.ts";
import type { AttemptKey, OrderId, OrderKey, SessionToken, SiteId } from "#domain/ids.ts";
import type { ApiKeyOwner } from "#domain/merchant/api-key.ts";
import type { KeyHolder } from "#domain/merchant/key-holder.ts";
import type { ShownSite, Site } from "#domain/merchant/site.ts";
import type { Order } from "#domain/order/order.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import type { Instant } from "#domain/time.ts";
import type { AnsweredKey, KeyMark } from "./idempotency-keys.ts";
import type { TokenChange } from "./token-store.ts";
import type { VelocityKeys } from "./risk-history.ts";
import type { Sealed } from "./vault.ts";

/** An order with the attempt that is running or ended it. */
export interface OrderRecord {
  readonly order: Order;
  readonly attempt: Attempt | null;
}

/** An order as it is read or locked: with what followed its payment. */
export interface FullRecord extends OrderRecord {
  readonly related: readonly RelatedTransaction[];
}

export const jobKinds = [
  "expire-order",
  "resolve-unknown",
  "authorize-card",
  "settle-review",
  "deliver-notification",
  "process-refunds",
  "settle-authorization",
  "expire-authorization",
  "close-disputes",
  "ask-provider",
  "report-shipment",
  "return-coupons",
  "return-late-money",
  "lapse-promise",
  "first-reminder",
  "second-reminder",
  "send-receipt",
] as const;
export type JobKind = (typeof jobKinds)[number];

/** Something to do for an order at a time; there is at most one job of a kind for an order. */
export interface JobRequest {
  readonly kind: JobKind;
  readonly runAt: Instant;
}

/**
 * What one use case changes, written in one transaction. `sealedCard` seals
 * card data with the attempt, keeps what is there, or erases it.
 */
export interface Change {
  readonly order: Order;
  readonly attempt?: {
    readonly value: Attempt;
    /** `none`: a new attempt that never had a card, such as a partial capture. */
    readonly sealedCard: Sealed | "none" | "keep" | "erase";
    /** Keyed hash of the word in the results URL; null keeps what is there. */
    readonly resultsHash: string | null;
    /** A new attempt that counts when later ones are scored. */
    readonly velocity?: VelocityKeys;
  };
  /** What the shop asked for changes too (its cart after a refund), not only how far the order has come. */
  readonly rewritesDetails?: boolean;
  /** What becomes of the token that the order's attempt leaves. */
  readonly token?: TokenChange;
  /** Related transactions, new or changed. */
  readonly related?: readonly RelatedTransaction[];
  /** A job of a kind that exists already is moved to the new time and starts over. */
  readonly jobs?: readonly JobRequest[];
  readonly dropJobs?: readonly JobKind[];
  /** The session token that this change replaces; it goes on leading to the order. */
  readonly retiredToken?: SessionToken;
  /** The key of the request that this is the effect of: written down with it, or the change is not written. */
  readonly mark?: KeyMark;
  /** The same where the answer is known before: key and answer are written with the change, or nothing is. */
  readonly answered?: AnsweredKey;
}

/** A change that moves the attempt. */
export type AttemptChange = Change & { readonly attempt: NonNullable<Change["attempt"]> };

export interface StoreTransaction {
  /** Locks the order until the end of the transaction. */
  lock(key: OrderKey): Promise<FullRecord | null>;
  lockByOrderId(site: SiteId, orderId: OrderId): Promise<FullRecord | null>;
  /** A further order made by this transaction; `exists` when the site has the id already. */
  insert(change: Change): Promise<"inserted" | "exists">;
  /** Card data sealed with the attempt, or null once erased. */
  sealedCard(key: AttemptKey): Promise<Sealed | null>;
  save(change: Change): Promise<void>;
}

/** An API key as it is kept. */
export interface SealedApiKey {
  /** The keyed hash by which it is found. */
  readonly fingerprint: string;
  readonly owner: ApiKeyOwner;
  readonly sealed: Sealed;
}

/**
 * The books of this house in PostgreSQL. Every write is one transaction; a call
 * that throws has written nothing.
 */
export interface Store {
  /** Inserts a new order with all that belongs to it; `exists` when the site has the order id already. */
  insert(change: Change): Promise<"inserted" | "exists">;
  /** The same with a key and its answer; `taken`, with nothing written, where the order id or the key is there already. */
  insertAnswered(change: Change, answered: AnsweredKey): Promise<"inserted" | "taken">;
  transaction<T>(work: (transaction: StoreTransaction) => Promise<T>): Promise<T>;
  /**
   * Writes the change in one round trip if order and attempt still are what
   * `known` holds (the order's version, the attempt's state); writes nothing and
   * gives false otherwise. Locks order and attempt like a transaction would.
   */
  saveIfUnchanged(
    known: { readonly order: Order; readonly attempt: Attempt },
    change: AttemptChange,
  ): Promise<boolean>;
  findByOrderId(site: SiteId, orderId: OrderId): Promise<FullRecord | null>;
  findByTransactionId(site: SiteId, transactionId: number): Promise<FullRecord | null>;
  findByKey(key: OrderKey): Promise<FullRecord | null>;
  /** By the current or a retired session token. */
  findBySession(token: SessionToken): Promise<FullRecord | null>;
  /** The same with the order's site, in one round trip: all that a payment page shows. */
  findPage(token: SessionToken): Promise<(FullRecord & { readonly site: ShownSite }) | null>;
  findByAttempt(key: AttemptKey): Promise<FullRecord | null>;
  /** Payments that a provider began for the order, that came to nothing and that later ones followed; at most 40, newest first. */
  earlierPayments(key: OrderKey): Promise<readonly ProviderAttempt[]>;
  findByResultsHash(hash: string): Promise<FullRecord | null>;
  findByThreeDSServerTransId(id: string): Promise<FullRecord | null>;
  /** The order whose money the message moved, and has not been undone; a full capture moved that of its authorization. */
  findByDisputedMessage(message: DisputedMessage): Promise<FullRecord | null>;
  /** Not of a revoked key; whether it has retired is told by its terms. */
  findKeyHolder(fingerprint: string): Promise<KeyHolder | null>;
  /** The same by the key's number, with the sealed key, for a request that is signed with it. */
  findSigningHolder(
    keyId: number,
  ): Promise<{ readonly holder: KeyHolder; readonly key: SealedApiKey } | null>;
  /** Remembers the hour in which a key was used last. */
  noteKeyUse(keyId: number, at: Instant): Promise<void>;
  /** The fingerprints of all keys that are not revoked, `limit` at most: by them a wrong key is known without asking for it. */
  keyFingerprints(limit: number): Promise<readonly string[]>;
  findSite(id: SiteId): Promise<Site | null>;
  /** The key that the site's notifications are signed with at that time, sealed. */
  sealedApiKey(id: SiteId, at: Instant): Promise<SealedApiKey | null>;
  /** Gives the order another id; `exists` when the site has that id already. The phase and all else stay. */
  renameOrder(key: OrderKey, orderId: OrderId, at: Instant, mark?: KeyMark): Promise<"renamed" | "exists">;
  /** Numbers never handed out before, for transaction ids and STANs. */
  nextTransactionNumber(): Promise<number>;
  nextTraceNumber(): Promise<number>;
  /** True when a query goes through and changes would be written: false on a server that was made a standby. */
  isReachable(): Promise<boolean>;
}
