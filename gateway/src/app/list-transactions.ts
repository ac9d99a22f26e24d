import type { SiteId } from "#domain/ids.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type {
  ListPlace,
  TransactionFilter,
  TransactionLine,
  TransactionList,
} from "#ports/transaction-list.ts";

export interface TransactionPage {
  readonly lines: readonly TransactionLine[];
  /** From where older lines go on, or null at the end. */
  readonly after: ListPlace | null;
  /** From where newer lines go on, or null where the page is empty. */
  readonly before: ListPlace | null;
}

/**
 * A page of a site's transactions, newest first. The last page that has lines
 * still names where it ends; what follows there is empty (contract, README §7).
 */
export async function listTransactions(
  transactions: TransactionList,
  filter: TransactionFilter,
  page: { readonly limit: number; readonly after: ListPlace | null; readonly before: ListPlace | null },
): Promise<TransactionPage> {
  const lines = await transactions.list(filter, page);
  return { lines, after: placeOf(lines.at(-1)), before: placeOf(lines[0]) };
}

/** One transaction of these sites by its number. */
export async function readTransaction(
  transactions: TransactionList,
  sites: readonly SiteId[],
  transactionId: number,
): Promise<Result<TransactionLine, "not-found">> {
  const line = await transactions.find(sites, transactionId);
  return line === null ? refuse("not-found") : ok(line);
}

const placeOf = (line: TransactionLine | undefined): ListPlace | null =>
  line === undefined
    ? null
    : {
        createdAt: line.related?.createdAt ?? line.order.createdAt,
        transactionId: line.related?.transactionId ?? line.order.transactionId,
      };
