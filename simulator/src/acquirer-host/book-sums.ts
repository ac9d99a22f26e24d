import { type BookEntry, isApproved } from "./book-entry.ts";

/** Minor units by currency number; a currency in which nothing is left does not appear. */
export type SumsByCurrency = Readonly<Record<string, number>>;

/** Money that was moved and not given back: sales that stand and completions, less refunds. */
export function heldMinor(entries: readonly BookEntry[]): SumsByCurrency {
  return sumByCurrency(entries, movedMinor);
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

function sumByCurrency(entries: readonly BookEntry[], share: (entry: BookEntry) => number): SumsByCurrency {
  const sums = new Map<string, number>();
  for (const entry of entries) sums.set(entry.currency, (sums.get(entry.currency) ?? 0) + share(entry));
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}
