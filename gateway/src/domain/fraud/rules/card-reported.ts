import type { Rule } from "../rule.ts";

/** An issuer said within the month that the card is lost, stolen or used in fraud: that holds by itself. */
export const cardReported: Rule = {
  code: "card-reported",
  weight: 6,
  isTriggered: ({ history }) => history.card.reportsInMonth > 0,
};
