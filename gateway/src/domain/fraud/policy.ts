import type { Pan } from "../card/card.ts";
import { isTestCard } from "../card/test-cards.ts";

/**
 * Which payments of a site the rules look at. With `live-cards`, the default,
 * the documented test cards pass unseen: a test run of a shop makes hundreds of
 * payments within seconds from one address, and means no harm.
 */
export const fraudRulesSettings = ["off", "live-cards", "all"] as const;
export type FraudRulesSetting = (typeof fraudRulesSettings)[number];

export const isAssessed = (setting: FraudRulesSetting, pan: Pan): boolean =>
  setting === "all" || (setting === "live-cards" && !isTestCard(pan));
