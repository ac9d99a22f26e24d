import { areDifferent } from "../countries.ts";
import type { Rule } from "../rule.ts";

/** The card was issued in another country than the customer says. */
export const cardNotInCustomerCountry: Rule = {
  code: "card-not-in-customer-country",
  weight: 2,
  isTriggered: ({ cardCountry, customer }) => areDifferent(cardCountry, customer.country),
};
