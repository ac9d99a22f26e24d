import { type BookEntry, isApproved } from "./book-entry.ts";
import { type Dispute, standingMinor } from "./dispute.ts";

/** Minor units by currency number; a currency in which nothing is left does not appear. */
export type SumsByCurrency = Readonly<Record<string, number>>;

/** Money that was moved and not given back: sales that stand and completions, less refunds and disputes not won. */
export function heldMinor(entries: readonly BookEntry[], disputes: readonly Dispute[]): SumsByCurrency {
  return sumByCurrency([...entries, ...disputes], (one) =>
    "decision" in one ? movedMinor(one) : -standingMinor(one),
  );
}

/** Money that authorizations still hold back on cards. `completedMinor` gives what completions took of one. */
export function reservedMinor(
  entries: readonly BookEntry[],
  completedMinor: (authorization: BookEntry) => number,
): SumsByCurrency {
  return sumByCurrency(entries, (entry) =>
    entry.kind === "authorization" && isApproved(entry) && !entry.isReversed && !entry.isReleased
      ? entry.amountMinor - completedMinor(entry)
      : 0,
  );
}

function movedMinor(entry: BookEntry): number {
  if (!isApproved(entry)) return 0;
  switch (entry.kind) {
    case "sale":
      return entry.isReversed ? 0 : entry.amountMinor;
    case "completion":
      return entry.amountMinor;
    case "refund":
      return -entry.amountMinor;
    case "authorization":
      return 0;
  }
}

function sumByCurrency<Of extends BookEntry | Dispute>(
  entries: readonly Of[],
  share: (entry: Of) => number,
): SumsByCurrency {
  const sums = new Map<string, number>();
  for (const entry of entries) sums.set(entry.currency, (sums.get(entry.currency) ?? 0) + share(entry));
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}
