import type { OrderKey } from "#domain/ids.ts";
import type { Instant } from "#domain/time.ts";
import type { JobKind } from "./store.ts";

/** A job this process runs and nobody else does until it finishes or this process dies. */
export type ClaimedJob = OrderJob | HouseJob;

export interface OrderJob extends AnyJob {
  readonly kind: JobKind;
  readonly orderKey: OrderKey;
  /** The shop's order id, for reports. */
  readonly orderId: string;
}

/** Work of the house as a whole, which belongs to no order: the end of a day. */
export interface HouseJob extends AnyJob {
  readonly kind: "close-day";
  readonly orderKey: null;
  readonly orderId: null;
}

interface AnyJob {
  readonly id: number;
  /** Times it was run before without coming to its end. */
  readonly tries: number;
  readonly revision: number;
  readonly runAt: Instant;
}

/** The table of what happens later. Jobs are run at least once; what they do is guarded by the order's lock. */
export interface JobQueue {
  /** Jobs due at `now`, earliest first; none while somebody holds the queue. */
  claimDue(now: Instant, limit: number): Promise<readonly ClaimedJob[]>;
  /** Done: gone, unless somebody asked for it again meanwhile. */
  finish(job: ClaimedJob): Promise<void>;
  /** To be run again at `runAt` after so many `tries`, unless somebody asked for another time meanwhile. */
  runAgain(job: ClaimedJob, wanted: { readonly runAt: Instant; readonly tries: number }): Promise<void>;
  /** When the next unclaimed job falls due, or null. */
  nextRunAt(): Promise<Instant | null>;
  /**
   * Waits until no job runs anywhere, keeps all others from claiming, and lets
   * `work` claim one job after the other. Refuses after 45 s of waiting (`busy`).
   */
  exclusively<T>(
    work: (claimNext: (until: Instant) => Promise<ClaimedJob | null>) => Promise<T>,
  ): Promise<{ readonly kind: "done"; readonly value: T } | { readonly kind: "busy" }>;
}
