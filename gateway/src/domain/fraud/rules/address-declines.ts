import type { Rule } from "../rule.ts";

/** Whoever tests stolen numbers is declined most of the time; shoppers of one address seldom are. */
const mostInDay = 4;

/** At least five payments from the IP address were declined within a day. */
export const addressDeclines: Rule = {
  code: "address-declines",
  weight: 2,
  isTriggered: ({ history }) => history.address.declinesInDay > mostInDay,
};
