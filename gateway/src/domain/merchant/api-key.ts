import type { Instant } from "../time.ts";

/** What an API key is good for, beside whose it is. */
export interface ApiKeyTerms {
  /** Names the key where the key itself must not be said. */
  readonly id: number;
  /** It reads what its owner may read, and changes nothing. */
  readonly isReadOnly: boolean;
  /** A request that shows the key instead of signing with it is refused. */
  readonly requiresSignature: boolean;
  /** From then on it opens nothing; null: until it is revoked. */
  readonly retiresAt: Instant | null;
  /** To the hour. */
  readonly lastUsedAt: Instant | null;
}

/** Whose key it is: a site's or an account's. */
export type ApiKeyOwner = { readonly site: number } | { readonly account: number };

export const isRetired = ({ retiresAt }: ApiKeyTerms, now: Instant): boolean =>
  retiresAt !== null && retiresAt <= now;

/** A key as the operator's list shows it, never the key itself. */
export interface ListedApiKey {
  readonly id: number;
  readonly name: string;
  readonly site: number | null;
  readonly account: number | null;
  readonly isReadOnly: boolean;
  readonly requiresSignature: boolean;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly retiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly replaces: number | null;
}
