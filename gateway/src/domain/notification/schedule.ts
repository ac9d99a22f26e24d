import { type Instant, later, minuteMs } from "../time.ts";

export interface RetryPolicy {
  /** Attempts after the first. */
  readonly retries: number;
  readonly intervalMs: number;
}

/** Three more attempts, a quarter of an hour apart (contract, notifications.md §6). */
export const defaultRetryPolicy: RetryPolicy = { retries: 3, intervalMs: 15 * minuteMs };

/**
 * When to try again after attempt `attemptNumber` (the first is 1) failed at
 * `from`; null when it was the last one.
 */
export function nextAttemptAt(
  attemptNumber: number,
  from: Instant,
  { retries, intervalMs }: RetryPolicy = defaultRetryPolicy,
): Instant | null {
  return attemptNumber <= retries ? later(from, intervalMs) : null;
}
