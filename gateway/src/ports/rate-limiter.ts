import type { RateLimit, Taking } from "#domain/limit/rate-limit.ts";
import type { Instant } from "#domain/time.ts";

/** Counts what was done by whom, for all processes of the house and over restarts. */
export interface RateLimiter {
  /**
   * Counts one more for `subject`, unless its window is used up. What is refused
   * is remembered here, so that who goes on trying costs the store nothing.
   * Throws when the store cannot be asked and the limit says so.
   */
  take(limit: RateLimit, subject: string, now: Instant): Promise<Taking>;
  /** Whether this process knows `subject` to be refused; asks nobody and counts nothing. */
  known(limit: RateLimit, subject: string, now: Instant): Taking;
}
