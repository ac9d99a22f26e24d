import { isLive } from "../related/related-transaction.ts";
import { type LedgerAccount, type Flow, flows } from "./ledger-account.ts";
import { type BookedOrder, type Line, ownCapture, position } from "./position.ts";
import { difference } from "./postings.ts";

/** What the ledger holds of one flow of an order, in one direction. */
export interface PostedSum extends Line {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
}

export interface PostedOrder {
  readonly booked: BookedOrder;
  readonly posted: readonly PostedSum[];
}

/**
 * What is wrong with an order in the books, a sentence each; none where its
 * transfers are its position, and its sums are those of what followed its payment.
 */
export function disprove({ booked, posted }: PostedOrder): readonly string[] {
  const { order, related } = booked;
  const wrongWay = posted.filter((sum) => !isOnItsWay(sum));
  const missing = difference(posted.map(lineOf), position(booked));
  const refunded = related
    .filter((one) => one.attemptKey === order.currentAttempt && one.type === "refund" && isLive(one))
    .reduce((sum, one) => sum + one.money.amount, 0n);
  const isRefundedWrongly = refunded !== order.amountRefunded;
  return [
    ...wrongWay.map((sum) => `${sum.flow} ${sum.transactionId} goes from ${sum.debit} to ${sum.credit}`),
    ...missing.map((line) => `${line.flow} ${line.transactionId} differs by ${line.amount}`),
    ...(isRefundedWrongly ? [`refunds are ${refunded}, the order says ${order.amountRefunded}`] : []),
    ...(ownCapture(booked) < 0n ? [`parts exceed what was captured by ${-ownCapture(booked)}`] : []),
  ];
}

const isFlow = (flow: string): flow is Flow => Object.hasOwn(flows, flow);

const isOnItsWay = ({ flow, debit, credit }: PostedSum): boolean => {
  if (!isFlow(flow)) return false;
  const way = flows[flow];
  return (debit === way.debit && credit === way.credit) || (debit === way.credit && credit === way.debit);
};

const lineOf = ({ flow, transactionId, party, debit, amount }: PostedSum): Line => ({
  flow,
  transactionId,
  party,
  amount: isFlow(flow) && debit === flows[flow].debit ? amount : -amount,
});
