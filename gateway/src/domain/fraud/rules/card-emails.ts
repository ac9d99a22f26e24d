import type { Rule } from "../rule.ts";

/** A family shares a card and has two addresses; a stolen card is used by everybody who bought its number. */
const mostOthers = 1;

/** At least three e-mail addresses paid with the card within a day, this one included. */
export const cardEmails: Rule = {
  code: "card-emails",
  weight: 3,
  isTriggered: ({ history }) => history.card.otherEmailsInDay > mostOthers,
};
