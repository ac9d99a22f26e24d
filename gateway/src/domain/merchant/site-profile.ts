import type { Minor } from "../money.ts";

/** What a shop tells of its site and may change by itself (contract, tokens-transactions-account.md §7). */
export interface SiteProfile {
  readonly name: string;
  /** Used where an order names no notification URL of its own. */
  readonly notificationUrl: string | null;
  readonly url: string | null;
  /** What the shop's goods cost, from and till, in minor units; nothing is refused by it. */
  readonly priceFrom: Minor | null;
  readonly priceTill: Minor | null;
  readonly supportEmail: string | null;
  readonly supportPhone: string | null;
}

/** Most sites of one account: lists over all of them stay within one statement. */
export const mostSitesOfAccount = 500;
