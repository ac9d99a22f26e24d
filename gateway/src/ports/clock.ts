import type { Instant } from "#domain/time.ts";

/** The one source of "now". */
export interface Clock {
  now(): Instant;
}

/** The sandbox's clock: it can be moved forward, never back. */
export interface SteerableClock extends Clock {
  /** Stands still at `at` (or where it is, if that is later) until released. */
  freezeAt(at: Instant): void;
  /** Runs on from `at` or later, in every process. */
  releaseAt(at: Instant): Promise<void>;
}
