import { areDifferent } from "../countries.ts";
import type { Rule } from "../rule.ts";

/** The shopper's IP address is in another country than the card's issuer. Travellers do that: it does not hold alone. */
export const addressNotInCardCountry: Rule = {
  code: "address-not-in-card-country",
  weight: 3,
  isTriggered: ({ addressCountry, cardCountry }) => areDifferent(addressCountry, cardCountry),
};
