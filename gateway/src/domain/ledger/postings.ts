import { assert } from "../result.ts";
import { type LedgerAccount, flows } from "./ledger-account.ts";
import { type BookedOrder, type Line, ownCapture, position } from "./position.ts";

/** One transfer: the amount, above zero, leaves the debited account and enters the credited one. */
export interface Posting extends Line {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
}

/**
 * What a change of an order posts: its position after less its position before,
 * flow by flow. What became less goes back the other way. `before` is null for
 * an order that is new. Throws where money is captured without its fee being
 * fixed: whoever captures charges (`charge`).
 */
export function postings(before: BookedOrder | null, after: BookedOrder): readonly Posting[] {
  const hadNone = before === null || ownCapture(before) === 0n;
  assert(
    !hadNone || ownCapture(after) === 0n || after.order.fee !== null,
    "money was captured without a fee",
  );
  return difference(before === null ? [] : position(before), position(after)).map(transfer);
}

/** Line by line what `to` has more than `from`, below zero where it has less; lines that are equal are left out. */
export function difference(from: readonly Line[], to: readonly Line[]): readonly Line[] {
  const lines = new Map<string, Line>();
  const count = (line: Line, amount: bigint): void => {
    const name = JSON.stringify([line.flow, line.transactionId, line.party]);
    lines.set(name, { ...line, amount: (lines.get(name)?.amount ?? 0n) + amount });
  };
  for (const line of from) count(line, -line.amount);
  for (const line of to) count(line, line.amount);
  return [...lines.values()].filter((line) => line.amount !== 0n);
}

function transfer(line: Line): Posting {
  const { debit, credit } = flows[line.flow];
  return line.amount > 0n
    ? { ...line, debit, credit }
    : { ...line, amount: -line.amount, debit: credit, credit: debit };
}
