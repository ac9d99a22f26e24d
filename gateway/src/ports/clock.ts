import type { Instant } from "#domain/time.ts";

/** The one source of "now". */
export interface Clock {
  now(): Instant;
}

/** The sandbox's clock: it can be moved forward, never back. */
export interface SteerableClock extends Clock {
  /**
   * Stands still at `at` (or where it is, if that is later) until released. Written
   * down before it is told: whatever ends this process, no other is ever earlier.
   */
  freezeAt(at: Instant): Promise<void>;
  /** Runs on from `at` or later, in every process. */
  releaseAt(at: Instant): Promise<void>;
  /** Runs on from where it stands. */
  release(): void;
}
