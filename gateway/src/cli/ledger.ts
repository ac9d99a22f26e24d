import type { LedgerReport } from "#app/check-ledger.ts";
import { ledgerAccounts } from "#domain/ledger/ledger-account.ts";
import type { SiteBalance } from "#domain/ledger/balance.ts";

export const ledgerUsage = "npm run sluis -- ledger check";

/** What `ledger check` prints: the balances in minor units, then what is wrong, or that nothing is. */
export function presentLedgerReport(report: LedgerReport): string {
  const { balances, findings, orders, wrong } = report;
  return [
    ...balances.flatMap(presentBalance),
    ...findings.map(({ orderId, what }) => (orderId === null ? what : `order ${orderId}: ${what}`)),
    ...(wrong > findings.length ? [`… and ${wrong - findings.length} more`] : []),
    wrong === 0
      ? `The books are right: ${orders} orders.`
      : `The books are wrong: ${wrong} differences in ${orders} orders.`,
  ].join("\n");
}

/** Balances are aligned at their last digit. */
const presentBalance = (balance: SiteBalance): readonly string[] => [
  `site ${balance.siteId} ${balance.currency}`,
  ...ledgerAccounts.map(
    (account) => `  ${account.padEnd(12)}${String(balance.accounts[account]).padStart(18)}`,
  ),
];
