import type { Rule } from "../rule.ts";

/** A household has fewer; an office has more now and then. */
const mostOthers = 4;

/** At least six cards from one IP address within a day, this one included. */
export const addressCards: Rule = {
  code: "address-cards",
  weight: 2,
  isTriggered: ({ history }) => history.address.otherCardsInDay > mostOthers,
};
