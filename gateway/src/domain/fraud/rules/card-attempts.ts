import type { Rule } from "../rule.ts";

/**
 * One card tried again and again. A shopper who mistypes tries two or three
 * times; lower limits would catch him, higher ones let a card be emptied first.
 */
const mostInHour = 4;
const mostInDay = 9;

/** Before this attempt the card was tried 5 times in the hour or 10 times in the day. */
export const cardAttempts: Rule = {
  code: "card-attempts",
  weight: 3,
  isTriggered: ({ history: { card } }) => card.attemptsInHour > mostInHour || card.attemptsInDay > mostInDay,
};
