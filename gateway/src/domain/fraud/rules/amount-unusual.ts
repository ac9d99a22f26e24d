import type { Rule } from "../rule.ts";

/** With fewer payments nobody knows yet what is usual at the site. */
const fewestPayments = 30;

/** Times what 95 of 100 payments stay below: a large basket is twice that, goods to be sold on are more. */
const factor = 5n;

/** The amount is more than five times what is high for the site, in the same currency. */
export const amountUnusual: Rule = {
  code: "amount-unusual",
  weight: 3,
  isTriggered: ({ money, history: { site } }) =>
    site.payments >= fewestPayments && site.highAmount !== null && money.amount > site.highAmount * factor,
};
