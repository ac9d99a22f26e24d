import type { Currency } from "#domain/currency.ts";
import type { SiteId } from "#domain/ids.ts";
import { dayMs, type Instant, later } from "#domain/time.ts";
import type { ClosingBalance } from "#ports/ledger.ts";
import type { Dependencies } from "./dependencies.ts";

/** What is shown where the shop does not say from when. */
const defaultSpanMs = 31 * dayMs;
/** Lines of one answer. */
const mostClosings = 1_000;

/** The closing balances of sites by day, currency and site: at most a thousand, and how many there are in all. */
export async function listClosings(
  deps: Dependencies,
  wanted: {
    readonly sites: readonly SiteId[];
    /** The midnight with which the first day begins; null: 31 days before the end. */
    readonly from: Instant | null;
    /** The midnight that ends the last day; null: now. */
    readonly until: Instant | null;
    readonly currency: Currency | null;
  },
): Promise<{ readonly closings: readonly ClosingBalance[]; readonly total: number }> {
  const endedUntil = wanted.until ?? deps.clock.now();
  const endedAfter = wanted.from ?? later(endedUntil, -defaultSpanMs);
  const { sites, currency } = wanted;
  return deps.ledger.closings({ sites, endedAfter, endedUntil, currency }, mostClosings);
}
