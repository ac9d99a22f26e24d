import type { OrderId, SiteId } from "#domain/ids.ts";
import type { SiteProfile } from "#domain/merchant/site-profile.ts";
import type { Result } from "#domain/result.ts";
import type { KeyMark } from "./idempotency-keys.ts";
import type { FullRecord } from "./store.ts";

/** A site as its owner reads it. */
export interface OwnedSite {
  readonly id: SiteId;
  readonly accountId: number;
  readonly profile: SiteProfile;
}

/** The sites of accounts, and what is found across them. */
export interface SiteBook {
  /** All of the account, oldest first. */
  sitesOfAccount(accountId: number): Promise<readonly SiteId[]>;
  findOwned(id: SiteId): Promise<OwnedSite | null>;
  /**
   * Locks the site, lets `decide` judge what is there, and writes what it gives;
   * writes nothing when it refuses. Null where there is no such site.
   */
  changeProfile<R>(
    id: SiteId,
    decide: (current: SiteProfile) => Result<SiteProfile, R>,
    mark?: KeyMark,
  ): Promise<Result<OwnedSite, R> | null>;
  /** Of several sites that used the id, the newest order. */
  findOrderOfAccount(
    accountId: number,
    name: { readonly orderId: OrderId } | { readonly transactionId: number },
  ): Promise<FullRecord | null>;
}
