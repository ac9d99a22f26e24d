import type { Currency } from "#domain/currency.ts";
import type { SiteId, TransactionId } from "#domain/ids.ts";
import type { SiteBalance } from "#domain/ledger/balance.ts";
import type { PostedOrder } from "#domain/ledger/proof.ts";
import type { Minor } from "#domain/money.ts";
import type { Instant } from "#domain/time.ts";

/** How a day ended for a site in one currency, in minor units. */
export interface ClosingBalance {
  readonly siteId: SiteId;
  readonly currency: Currency;
  /** The midnight that ended the day. */
  readonly endedAt: Instant;
  /** What was the merchant's before the payout; below zero where he owed. */
  readonly amount: bigint;
  /** What was held for a review. */
  readonly amountUncleared: bigint;
  readonly payoutAmount: Minor;
  /** Number of the payout; null where nothing was paid out. */
  readonly payoutTransactionId: TransactionId | null;
}

export interface ClosingFilter {
  readonly sites: readonly SiteId[];
  readonly endedAfter: Instant;
  /** Inclusive: the midnight that ends the last day asked for. */
  readonly endedUntil: Instant;
  readonly currency: Currency | null;
}

/** The transfers as a whole. What an order posts is written by the store, with the order. */
export interface Ledger {
  /** All balances of what happened before `until`; null: of everything. One entry per site and currency that was ever used. */
  balances(until: Instant | null): Promise<readonly SiteBalance[]>;
  /** The midnight that ended the day closed last. */
  lastClosing(): Promise<Instant>;
  /**
   * Closes the day that `endedAt` ended and posts its payouts, dated by that
   * midnight, in one transaction. A day that is closed stays as it is.
   */
  closeDay(endedAt: Instant, closings: readonly ClosingBalance[]): Promise<void>;
  /** The first `limit` by day, currency and site, and how many there are. */
  closings(
    filter: ClosingFilter,
    limit: number,
  ): Promise<{ readonly closings: readonly ClosingBalance[]; readonly total: number }>;
}

/** The books to be proved, read as they are at one moment and in bounded memory. */
export interface LedgerBooks {
  /** Gives `visit` every order that was tried to be paid, and what is posted for it, in batches. */
  visitOrders(visit: (orders: readonly PostedOrder[]) => void): Promise<void>;
  /** At most `limit` sentences: transfers that belong to nothing, and parts and payouts that differ from what made them. */
  strays(limit: number): Promise<readonly string[]>;
}
