import type { DisputedMessage } from "#domain/dispute/dispute-advice.ts";

/**
 * Finds the order whose money a message moved. A STAN comes again after a million
 * messages and DE 7 has no year, so the newest of several is meant: schemes do
 * not let anybody dispute what is older than that. `$1` is the STAN, `$2` DE 7.
 */
const isNamed = `stan = $1 and to_char(transmission_at at time zone 'UTC', 'MMDDHH24MISS') = $2`;
const newest = "order by transmission_at desc limit 1";

const attempt = (kind: DisputedMessage["kind"]): string =>
  `select order_key from payment_attempt where state = 'approved' and kind = '${kind}' and ${isNamed} ${newest}`;

/** A full capture is a transaction of the authorized order; a partial one is the payment of an order of its own. */
const wholeCapture = `select order_key from related_transaction
  where type = 'capture' and state = 'completed' and child_order is null and ${isNamed} ${newest}`;

export const byDisputedMessage: Readonly<Record<DisputedMessage["kind"], string>> = {
  sale: `orders.key = (${attempt("sale")})`,
  capture: `orders.key = coalesce((${attempt("capture")}), (${wholeCapture}))`,
};
