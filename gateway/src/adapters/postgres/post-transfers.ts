import type { BookedOrder } from "#domain/ledger/position.ts";
import { type Posting, postings } from "#domain/ledger/postings.ts";
import type { RelatedTransaction } from "#domain/related/related-transaction.ts";
import { type Instant, instant, toIso } from "#domain/time.ts";
import type { Change } from "#ports/store.ts";
import type { Parameters, Part } from "./parameters.ts";

/**
 * What a change posts to the ledger is a part of the very statement that writes
 * it: no use case can forget it, and neither is there without the other. Most
 * changes post nothing and have no such part.
 */
export function postedPart(
  before: BookedOrder | null,
  change: Change,
  parameters: Parameters,
): readonly Part[] {
  const posted = postings(before, bookedAfter(before, change));
  if (posted.length === 0) return [];
  const { order } = change;
  const rows = posted.map((posting) => row(posting, parameters));
  const sql = `posted as (
    insert into ledger_transfer
      (site_id, order_key, currency, at, flow, transaction_id, party, debit, credit, amount)
    select ${parameters.add(order.siteId)}::bigint, saved.key, ${parameters.add(order.money.currency)},
      ${parameters.add(toIso(changedAt(change)))}::timestamptz, transfer.*
    from saved, (values ${rows.join(", ")}) as transfer
  )`;
  return [{ name: `post${rows.length}`, sql }];
}

const row = (posting: Posting, parameters: Parameters): string =>
  `(${parameters.add(posting.flow)}::text, ${parameters.add(posting.transactionId)}::bigint,
    ${parameters.add(posting.party)}::text, ${parameters.add(posting.debit)}::ledger_account,
    ${parameters.add(posting.credit)}::ledger_account, ${parameters.add(String(posting.amount))}::bigint)`;

/** The order and all that follows its payment as the change leaves them. */
export function bookedAfter(before: BookedOrder | null, { order, related = [] }: Change): BookedOrder {
  const byNumber = new Map<number, RelatedTransaction>();
  for (const one of [...(before?.related ?? []), ...related]) byNumber.set(one.transactionId, one);
  return { order, related: [...byNumber.values()] };
}

/** When a change happened: each of its parts says when it was touched last. */
export const changedAt = ({ order, attempt, related = [] }: Change): Instant =>
  instant(
    Math.max(order.modifiedAt, attempt?.value.modifiedAt ?? 0, ...related.map((one) => one.modifiedAt)),
  );
