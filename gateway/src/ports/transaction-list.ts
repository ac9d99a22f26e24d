import type { Attempt } from "#domain/payment/attempt.ts";
import type { SiteId } from "#domain/ids.ts";
import type { Order } from "#domain/order/order.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import type { Instant } from "#domain/time.ts";

/** One line of a shop's transactions: a payment, or a refund or chargeback that followed one. */
export interface TransactionLine {
  readonly order: Order;
  readonly attempt: Attempt;
  /** Null for the payment itself. */
  readonly related: RelatedTransaction | null;
}

/** A place in the list: lines are ordered by time, then by number, newest first. */
export interface ListPlace {
  readonly createdAt: Instant;
  readonly transactionId: number;
}

/** Only `sites` always filters; other empty lists and nulls do not. From is inclusive, until exclusive. */
export interface TransactionFilter {
  readonly sites: readonly SiteId[];
  readonly createdFrom: Instant | null;
  readonly createdUntil: Instant | null;
  readonly completedFrom: Instant | null;
  readonly completedUntil: Instant | null;
  readonly statuses: readonly string[];
  readonly financialStatuses: readonly string[];
  readonly types: readonly string[];
  readonly paymentMethods: readonly string[];
  readonly currencies: readonly string[];
  /** `C` payments and reversed chargebacks, `D` refunds and chargebacks. */
  readonly debitCredit: "C" | "D" | null;
}

export interface TransactionList {
  /**
   * At most `limit` lines in the order of the list: those after a place (older),
   * or the nearest before one (newer). Stable while orders are being made.
   */
  list(
    filter: TransactionFilter,
    page: {
      readonly limit: number;
      readonly after: ListPlace | null;
      readonly before: ListPlace | null;
    },
  ): Promise<readonly TransactionLine[]>;
  /** The line with this number, if it is one of these sites'. */
  find(sites: readonly SiteId[], transactionId: number): Promise<TransactionLine | null>;
}
