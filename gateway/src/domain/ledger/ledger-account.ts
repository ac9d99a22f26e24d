/**
 * The accounts of a site in one currency. A transfer takes an amount out of one
 * and puts it into another, so all accounts together are always zero.
 */
export const ledgerAccounts = [
  /** What the acquirer owes the house; below zero by as much as it still has to pay. */
  "receivable",
  /** What is the merchant's: below zero when he owes. */
  "merchant",
  /** Taken, but held for a review. */
  "reserve",
  /** What the house earned. */
  "fees",
  /** Promised to shoppers and not sent to the acquirer yet. */
  "refunds",
  /** Taken back by issuers. */
  "chargebacks",
  /** Due to the affiliates named in an order. */
  "split",
  /** Paid out to the merchant's bank account. */
  "payouts",
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

interface Way {
  /** The account that is debited: the amount leaves it. */
  readonly debit: LedgerAccount;
  /** The account that is credited: the amount enters it. */
  readonly credit: LedgerAccount;
}

/** Why money goes from one account to another, and between which. */
export const flows = {
  /** What an order captured itself; partial captures are orders of their own. */
  capture: { debit: "receivable", credit: "merchant" },
  /** Captured, and under review. */
  hold: { debit: "receivable", credit: "reserve" },
  fee: { debit: "merchant", credit: "fees" },
  split: { debit: "merchant", credit: "split" },
  /** Accepted from the shop. */
  refund: { debit: "merchant", credit: "refunds" },
  /** Booked by the acquirer. */
  "refund-paid": { debit: "refunds", credit: "receivable" },
  /** Taken back by an issuer; told to us when it has happened. */
  chargeback: { debit: "merchant", credit: "chargebacks" },
  /** A dispute was won. */
  "reverse-chargeback": { debit: "chargebacks", credit: "merchant" },
  payout: { debit: "merchant", credit: "payouts" },
} as const satisfies Readonly<Record<string, Way>>;
export type Flow = keyof typeof flows;
