import { areDifferent } from "../countries.ts";
import type { Rule } from "../rule.ts";

/** The shopper's IP address is in another country than the customer says. */
export const addressNotInCustomerCountry: Rule = {
  code: "address-not-in-customer-country",
  weight: 2,
  isTriggered: ({ addressCountry, customer }) => areDifferent(addressCountry, customer.country),
};
