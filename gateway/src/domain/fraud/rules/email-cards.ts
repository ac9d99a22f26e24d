import type { Rule } from "../rule.ts";

/** A person has two or three cards at hand, not four in one day. */
const mostOthers = 2;

/** At least four cards under one e-mail address within a day, this one included. */
export const emailCards: Rule = {
  code: "email-cards",
  weight: 3,
  isTriggered: ({ history }) => history.email.otherCardsInDay > mostOthers,
};
