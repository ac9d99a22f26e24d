import type { Rule } from "../rule.ts";

/** The limits of one card: a person pays no more often than his card does. */
const mostInHour = 4;
const mostInDay = 9;

/** Before this attempt the e-mail address paid 5 times in the hour or 10 times in the day. */
export const emailAttempts: Rule = {
  code: "email-attempts",
  weight: 2,
  isTriggered: ({ history: { email } }) =>
    email.attemptsInHour > mostInHour || email.attemptsInDay > mostInDay,
};
