import type pg from "pg";
import { listedTypes } from "#domain/related/listed-type.ts";
import { type Instant, toIso } from "#domain/time.ts";
import type {
  ListPlace,
  TransactionFilter,
  TransactionLine,
  TransactionList,
} from "#ports/transaction-list.ts";
import { assert } from "#domain/result.ts";
import { type AttemptRow, type OrderRow, toAttempt, toOrder } from "./order-rows.ts";
import { type RelatedRow, toRelated } from "./related-rows.ts";
import { findStatement, listStatement } from "./transaction-list-statements.ts";
import { type Wanted, walkOf, wantedOf } from "./transaction-list-wanted.ts";

interface LineRow extends OrderRow {
  attempt: AttemptRow | null;
  related: RelatedRow | null;
}

const isoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

export function createTransactionList(pool: pg.Pool): TransactionList {
  return {
    async list(filter, page) {
      const direction = page.before === null ? "after" : "before";
      const wanted = wantedOf(filter);
      const walk = walkOf(wanted);
      const length = page.limit <= 100 ? 100 : 1000;
      const found = await pool.query<LineRow>({
        name: `list-transactions-${walk}-${direction}-${length}`,
        text: listStatement(walk, direction, length),
        values: parameters(filter, wanted, page),
      });
      return found.rows.map(toLine);
    },
    async find(sites, transactionId) {
      const found = await pool.query<LineRow>({
        name: "find-transaction",
        text: findStatement(),
        values: [sites, transactionId, listedTypes],
      });
      const [row] = found.rows;
      return row === undefined ? null : toLine(row);
    },
  };
}

const parameters = (
  filter: TransactionFilter,
  wanted: Wanted,
  page: { readonly limit: number; readonly after: ListPlace | null; readonly before: ListPlace | null },
): unknown[] => [
  filter.sites,
  ...rangeOf(filter, page),
  isoOrNull(filter.completedFrom),
  isoOrNull(filter.completedUntil),
  filter.currencies,
  wanted.standings?.map(({ phase }) => phase) ?? null,
  wanted.standings?.map(({ settlement }) => settlement) ?? null,
  wanted.followUpStates,
  wanted.methods,
  wanted.isCheckout,
  wanted.followUpTypes,
  page.limit,
  wanted.pendingMethods,
];

/**
 * The places between which lines lie. Numbers begin at one, so a time's place is
 * the one with number 0; and nothing completes before it is created.
 */
function rangeOf(
  { createdFrom, createdUntil, completedUntil }: TransactionFilter,
  { after, before }: { readonly after: ListPlace | null; readonly before: ListPlace | null },
): readonly (string | number)[] {
  const placeOf = (createdAt: Instant | null): readonly ListPlace[] =>
    createdAt === null ? [] : [{ createdAt, transactionId: 0 }];
  const newestFirst = (a: ListPlace, b: ListPlace): number =>
    b.createdAt - a.createdAt || b.transactionId - a.transactionId;
  const lower = [...placeOf(createdFrom), ...(before === null ? [] : [before])].toSorted(newestFirst).at(0);
  const upper = [
    ...placeOf(createdUntil),
    ...placeOf(completedUntil),
    ...(before !== null || after === null ? [] : [after]),
  ]
    .toSorted(newestFirst)
    .at(-1);
  return [
    lower === undefined ? "-infinity" : toIso(lower.createdAt),
    lower?.transactionId ?? 0,
    upper === undefined ? "infinity" : toIso(upper.createdAt),
    upper?.transactionId ?? 0,
  ];
}

function toLine(row: LineRow): TransactionLine {
  assert(row.attempt !== null, "a transaction without an attempt");
  return {
    order: toOrder(row),
    attempt: toAttempt(row.attempt),
    related: row.related === null ? null : toRelated(row.related),
  };
}
