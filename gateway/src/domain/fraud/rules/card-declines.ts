import type { Rule } from "../rule.ts";

/** Two declines are an empty account and a second hope. */
const mostInDay = 2;

/** The card was declined at least three times in the day: somebody looks for the amount that still goes through. */
export const cardDeclines: Rule = {
  code: "card-declines",
  weight: 2,
  isTriggered: ({ history }) => history.card.declinesInDay > mostInDay,
};
