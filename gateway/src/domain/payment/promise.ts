import type { Order } from "../order/order.ts";
import { dayMs, type Instant, later } from "../time.ts";
import type { Attempt, ProviderAttempt, ProviderPayment } from "./attempt.ts";

/**
 * A pay-later provider promises to pay for goods that are shipped in time; the
 * shop can ask for more of it (contract, orders.md §4 and statuses.md §5).
 */
const extensionMs = 42 * dayMs;
const longestMs = 180 * dayMs;

interface Promised {
  readonly order: Order;
  readonly attempt: ProviderAttempt & {
    readonly provider: ProviderPayment & { readonly shipBy: Instant };
  };
}

/** The promise stands, with an end, and nothing is shipped. */
export function isPromised<Paid extends { readonly order: Order; readonly attempt: Attempt | null }>(
  record: Paid,
): record is Paid & Promised {
  const { order, attempt } = record;
  return (
    order.phase === "completed" &&
    order.settlement === "uncleared" &&
    attempt?.kind === "transfer" &&
    typeof attempt.provider.shipBy === "number"
  );
}

/** The end after an extension, or null where the promise was extended as far as it can be. */
export function extendedShipBy({ order, attempt }: Promised): Instant | null {
  const latest = later(order.completedAt ?? order.createdAt, longestMs);
  const { shipBy } = attempt.provider;
  if (shipBy >= latest) return null;
  const extended = later(shipBy, extensionMs);
  return extended < latest ? extended : latest;
}
