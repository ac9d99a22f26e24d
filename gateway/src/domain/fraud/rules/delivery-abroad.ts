import { areDifferent } from "../countries.ts";
import type { Rule } from "../rule.ts";

/** The goods go to another country than the customer's. A present does that too: it does not hold alone. */
export const deliveryAbroad: Rule = {
  code: "delivery-abroad",
  weight: 2,
  isTriggered: ({ deliveryCountry, customer }) => areDifferent(deliveryCountry, customer.country),
};
