import { dayMs, hourMs, minuteMs, secondMs } from "../time.ts";

/**
 * How long things take by our clock. Times of the contract stand with their
 * place; the others say what would go wrong if they were shorter or longer.
 */

/** A card transaction that nobody finishes expires (statuses.md §5); the clock starts with the attempt. */
export const cardExpiryMs = hourMs;

/** Life of a payment page where the order names none (orders.md §1.2). */
export const sessionDefaultMs = 30 * dayMs;

/** The acquirer's review of the scripted cards ends after this (cards-3ds.md §12). */
export const scriptedReviewMs = 3 * minuteMs;

/** A payment held for its fraud score is void when the merchant decides nothing for so long (cards-3ds.md §11). */
export const merchantReviewMs = 5 * dayMs;

/** The very same request within this time gets the same answer (README §8). */
export const repeatWindowMs = 5 * minuteMs;

/**
 * A message that has left is looked after by a job this much later. Shorter than
 * the longest wait for an answer (10 s, and 3 s for the line) it would undo
 * payments that are merely slow; much longer, money hangs after a crash.
 */
export const unknownAfterMs = 30 * secondMs;

/** The same for an AReq, which is followed by the authorization in the same call. */
export const authenticationLostAfterMs = minuteMs;

/** The browser usually brings the shopper back at once; only when it is lost does the job authorize. */
export const lostBrowserMs = 3 * secondMs;

/** Between two tries to undo: 5 s, doubling, at most 5 minutes. */
export const reversalRetryMs = (tries: number): number =>
  Math.min(5 * secondMs * 2 ** Math.min(tries, 10), 5 * minuteMs);

/** A capture, refund or release without answer is sent again: at once, then doubling, at most 5 minutes. */
export const followUpRetryMs = reversalRetryMs;

/** A second refund of the same amount within this time is taken for a mistake (refunds.md §2). */
export const sameRefundGuardMs = 5 * minuteMs;

/** A provider that says nothing is asked by itself: after 5 minutes, doubling, at most 6 hours. */
export const providerCheckMs = (tries: number): number =>
  Math.min(5 * minuteMs * 2 ** Math.min(tries, 10), 6 * hourMs);

/** An order whose money is unknown does not expire; it is looked at again after this. */
export const expiryPostponedMs = minuteMs;
