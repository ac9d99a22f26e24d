import type { Currency } from "#domain/currency.ts";
import type { PaymentHistory } from "#domain/fraud/facts.ts";
import type { SiteId } from "#domain/ids.ts";
import type { Instant } from "#domain/time.ts";

/** By what attempts are counted: keyed hashes, so that the count knows nobody's address. */
export interface VelocityKeys {
  readonly card: string;
  /** Null where no usable address was given. */
  readonly email: string | null;
  readonly address: string | null;
}

/**
 * What came before an attempt. Cards, e-mail and IP addresses are counted over
 * all sites, for a stolen card goes from shop to shop; amounts within the site.
 */
export interface RiskHistory {
  /**
   * Counts the attempts that were written before `now`; one query, whose work is
   * bounded however many there were. Two attempts at the same instant may not see
   * each other. Throws when the database cannot be asked.
   */
  before(
    now: Instant,
    asked: { readonly site: SiteId; readonly currency: Currency; readonly keys: VelocityKeys },
  ): Promise<PaymentHistory>;
  /** Deletes at most `limit` attempts that are too old at `now` to be counted, and tells how many they were. */
  forget(now: Instant, limit: number): Promise<number>;
}
