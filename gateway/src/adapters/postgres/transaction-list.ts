import type pg from "pg";
import { type Phase, phases, wireStatus } from "#domain/order/phase.ts";
import { wireStates } from "#domain/related/present-related.ts";
import { type RelatedState, relatedStates } from "#domain/related/related-transaction.ts";
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
import { findStatement, listStatement, type Walk } from "./transaction-list-statements.ts";

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
    async find(site, transactionId) {
      const found = await pool.query<LineRow>({
        name: "find-transaction",
        text: findStatement(),
        values: [site, transactionId],
      });
      const [row] = found.rows;
      return row === undefined ? null : toLine(row);
    },
  };
}

/** The filters in the words of the tables. Null does not filter. */
interface Wanted {
  readonly phases: readonly Phase[] | null;
  readonly refundStates: readonly RelatedState[] | null;
  readonly methods: readonly string[] | null;
}

function wantedOf({ statuses, financialStatuses, paymentMethods }: TransactionFilter): Wanted {
  const passes = (filter: readonly string[], status: string): boolean =>
    filter.length === 0 || filter.includes(status);
  const isFiltered = statuses.length > 0 || financialStatuses.length > 0;
  const phasesOf = phases.filter(
    (phase) =>
      passes(statuses, wireStatus[phase].status) &&
      passes(financialStatuses, wireStatus[phase].financialStatus),
  );
  const statesOf = relatedStates.filter((state) => {
    const shown = wireStates[state];
    return passes(statuses, shown) && passes(financialStatuses, shown);
  });
  return {
    phases: isFiltered ? phasesOf : null,
    refundStates: isFiltered ? statesOf : null,
    methods: paymentMethods.length > 0 ? [...new Set(paymentMethods)] : null,
  };
}

/** Along what is likely rare. Most orders are completed; of the others any method finds enough soon. */
function walkOf({ phases: wantedPhases, methods }: Wanted): Walk {
  if (wantedPhases === null) return methods === null ? "time" : "method";
  return methods !== null && wantedPhases.includes("completed") ? "method" : "status";
}

const parameters = (
  filter: TransactionFilter,
  wanted: Wanted,
  page: { readonly limit: number; readonly after: ListPlace | null; readonly before: ListPlace | null },
): unknown[] => [
  filter.site,
  ...rangeOf(filter, page),
  isoOrNull(filter.completedFrom),
  isoOrNull(filter.completedUntil),
  filter.currencies,
  wanted.phases,
  wanted.refundStates,
  wanted.methods,
  mayBe(filter, "payment", "C"),
  mayBe(filter, "refund", "D"),
  page.limit,
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

const mayBe = ({ types, debitCredit }: TransactionFilter, type: string, side: "C" | "D"): boolean =>
  (types.length === 0 || types.includes(type)) && (debitCredit ?? side) === side;

function toLine(row: LineRow): TransactionLine {
  assert(row.attempt !== null, "a transaction without an attempt");
  return {
    order: toOrder(row),
    attempt: toAttempt(row.attempt),
    related: row.related === null ? null : toRelated(row.related),
  };
}
