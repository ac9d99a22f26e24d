import type { OrderId, OrderKey, SiteId, TransactionId } from "#domain/ids.ts";
import type { Instant } from "#domain/time.ts";

export interface NotificationAttempt {
  readonly siteId: SiteId;
  readonly orderKey: OrderKey;
  readonly orderVersion: number;
  /** The two statuses that the shop was told. */
  readonly orderStatus: string;
  readonly financialStatus: string;
  /** The first is 1. */
  readonly number: number;
  readonly method: "GET" | "POST";
  /** Without query: a shop may have put secrets there. */
  readonly url: string;
  readonly sentAt: Instant;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  readonly outcome:
    | "acknowledged"
    | "not-acknowledged"
    | "timeout"
    | "refused-address"
    | "connection"
    | "bad-url"
    /** Given up without a call: the endpoint answered nobody for a day. */
    | "held-back"
    /** Not sent, on the wish of who tests a shop in the sandbox. */
    | "withheld";
  readonly durationMs: number;
  readonly nextAttemptAt: Instant | null;
}

/** What an attempt says of the endpoint it called. */
export interface EndpointSign {
  readonly endpoint: string;
  readonly isAlive: boolean;
  /** Whether this was the call that tries an endpoint that is left alone. */
  readonly isProbe: boolean;
}

export interface LoggedNotification extends NotificationAttempt {
  readonly id: number;
  readonly orderId: OrderId;
  readonly transactionId: TransactionId;
}

/** Pages are walked by id: a later attempt has a higher one. */
export interface LogPage {
  readonly limit: number;
  readonly after: number | null;
  readonly before: number | null;
}

/** What was told to shops, when, and what came of it. Kept for 30 days. */
export interface NotificationLog {
  /** Also opens or closes the breaker of the endpoint, by what the attempt says of it. */
  record(attempt: NotificationAttempt, sign: EndpointSign | null): Promise<void>;
  /** Newest first. Of one order, or of all orders of the sites. */
  list(
    sites: readonly SiteId[],
    orderId: string | null,
    page: LogPage,
  ): Promise<readonly LoggedNotification[]>;
  /** The order of an entry, where it is one of these sites'. */
  orderOf(sites: readonly SiteId[], id: number): Promise<OrderKey | null>;
  /**
   * Asks for a delivery of the order as it is at `now`, from the first attempt on; a
   * delivery that is waiting comes at once, one that is under way is followed by
   * another. Its endpoint may be tried at once. `limited` after five within a
   * quarter of an hour, with nothing written.
   */
  resend(order: OrderKey, now: Instant): Promise<"queued" | "limited">;
  /** The same for an operator, whom nothing limits. */
  replay(order: OrderKey, now: Instant): Promise<void>;
  /** Deletes at most `limit` entries that are too old at `now`; gives how many. */
  forget(now: Instant, limit: number): Promise<number>;
}
