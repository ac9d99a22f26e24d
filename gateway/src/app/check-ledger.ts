import { type SiteBalance, sumOf } from "#domain/ledger/balance.ts";
import { disprove, type PostedOrder } from "#domain/ledger/proof.ts";
import type { Ledger, LedgerBooks } from "#ports/ledger.ts";

/** What an order or a transfer has wrong. */
export interface Finding {
  /** The shop's order id, or null where no order is concerned. */
  readonly orderId: string | null;
  readonly what: string;
}

export interface LedgerReport {
  readonly balances: readonly SiteBalance[];
  readonly orders: number;
  /** The first of them; `wrong` says how many there are. */
  readonly findings: readonly Finding[];
  readonly wrong: number;
}

/** Findings that are told one by one: enough to see what went wrong. */
const mostFindings = 100;

/**
 * Proves the books: for every order the sum of its transfers is what its rows
 * say, parts and payouts are what made them, and each site's accounts are zero
 * together. Changes nothing; orders may be paid meanwhile.
 */
export async function checkLedger(ledger: Ledger, books: LedgerBooks): Promise<LedgerReport> {
  const findings: Finding[] = [];
  let wrong = 0;
  let orders = 0;
  const tell = (orderId: string | null, told: readonly string[]): void => {
    wrong += told.length;
    const room = Math.max(0, mostFindings - findings.length);
    findings.push(...told.slice(0, room).map((what) => ({ orderId, what })));
  };
  await books.visitOrders((batch: readonly PostedOrder[]) => {
    orders += batch.length;
    for (const posted of batch) tell(posted.booked.order.orderId, disprove(posted));
  });
  tell(null, await books.strays(mostFindings));
  const balances = await ledger.balances(null);
  const unequal = balances.filter((balance) => sumOf(balance) !== 0n);
  tell(
    null,
    unequal.map((one) => `accounts of site ${one.siteId} in ${one.currency} are ${sumOf(one)} together`),
  );
  return { balances, orders, findings, wrong };
}
