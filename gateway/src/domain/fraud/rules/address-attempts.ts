import type { Rule } from "../rule.ts";

/** Wider than for a person: an office, a school or a mobile network shows one address for many people. */
const mostInHour = 9;
const mostInDay = 29;

/** Before this attempt the IP address paid 10 times in the hour or 30 times in the day. */
export const addressAttempts: Rule = {
  code: "address-attempts",
  weight: 1,
  isTriggered: ({ history: { address } }) =>
    address.attemptsInHour > mostInHour || address.attemptsInDay > mostInDay,
};
