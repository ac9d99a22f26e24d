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
  /** What is known of the shop's endpoint that is to be called; null for what calls none. */
  readonly delivery: Delivery | null;
}

export interface Delivery {
  /** Site and host. */
  readonly endpoint: string;
  /** The one call that tries whether an endpoint that failed is back. */
  readonly isProbe: boolean;
  /** Held back for as long as anything is: to be given up. */
  readonly isLapsed: boolean;
  /** The endpoint had as many jobs as it may have calls: when this one ends, there may be more. */
  readonly mayHaveMore: boolean;
}

/** How much more a worker can take on. */
export interface Room {
  /** Calls of endpoints. */
  readonly calls: number;
  /** Jobs of all other kinds. */
  readonly others: number;
  /** Endpoints that this worker is calling, and how often at this moment. */
  readonly busy: ReadonlyMap<string, number>;
}

/** The table of what happens later. Jobs are run at least once; what they do is guarded by the order's lock. */
export interface JobQueue {
  /**
   * Jobs due at `now`, earliest first; none while somebody holds the queue. Calls are
   * shared out among the endpoints; one that failed is left alone until it may be tried.
   */
  claimDue(now: Instant, room: Room): Promise<readonly ClaimedJob[]>;
  /** Done: gone, unless somebody asked for it again meanwhile. */
  finish(job: ClaimedJob): Promise<void>;
  /** To be run again at `runAt` after so many `tries`, unless somebody asked for another time meanwhile. */
  runAgain(job: ClaimedJob, wanted: { readonly runAt: Instant; readonly tries: number }): Promise<void>;
  /** When the next unclaimed job falls due that need not wait for one of the `busy` calls to end, or null. */
  nextRunAt(now: Instant, busy: Room["busy"]): Promise<Instant | null>;
  /**
   * Waits until no job runs anywhere, keeps all others from claiming, and lets
   * `work` claim one job after the other. Refuses after 45 s of waiting (`busy`).
   */
  exclusively<T>(
    work: (claimNext: (until: Instant) => Promise<ClaimedJob | null>) => Promise<T>,
  ): Promise<{ readonly kind: "done"; readonly value: T } | { readonly kind: "busy" }>;
}
