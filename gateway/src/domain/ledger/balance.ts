import type { Currency } from "../currency.ts";
import type { SiteId } from "../ids.ts";
import { type Minor, minor } from "../money.ts";
import { type LedgerAccount, ledgerAccounts } from "./ledger-account.ts";

/** The accounts of a site in one currency, in minor units: what entered less what left. */
export interface SiteBalance {
  readonly siteId: SiteId;
  readonly currency: Currency;
  readonly accounts: Readonly<Record<LedgerAccount, bigint>>;
}

/** Sums of transfers between two accounts → balances of all accounts; those never used are zero. */
export function balancesOf(
  sums: readonly { readonly debit: LedgerAccount; readonly credit: LedgerAccount; readonly amount: bigint }[],
): SiteBalance["accounts"] {
  const balances = { ...empty };
  for (const { debit, credit, amount } of sums) {
    balances[debit] -= amount;
    balances[credit] += amount;
  }
  return balances;
}

const empty: Readonly<Record<LedgerAccount, bigint>> = {
  receivable: 0n,
  merchant: 0n,
  reserve: 0n,
  fees: 0n,
  refunds: 0n,
  chargebacks: 0n,
  split: 0n,
  payouts: 0n,
};

/** What of a balance is paid out at the end of a day: all that is the merchant's; a debt stays until payments cover it. */
export const payable = ({ accounts: { merchant } }: SiteBalance): Minor =>
  minor(merchant > 0n ? merchant : 0n);

/** All accounts together: zero, or the books are wrong. */
export const sumOf = (balance: SiteBalance): bigint =>
  ledgerAccounts.reduce((sum, account) => sum + balance.accounts[account], 0n);
