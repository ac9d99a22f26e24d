import { isDisposable } from "../disposable-domains.ts";
import type { Rule } from "../rule.ts";

/** The e-mail address is one of those that anybody opens for ten minutes. */
export const mailDisposable: Rule = {
  code: "mail-disposable",
  weight: 3,
  isTriggered: ({ customer }) => customer.mailDomain !== null && isDisposable(customer.mailDomain),
};
