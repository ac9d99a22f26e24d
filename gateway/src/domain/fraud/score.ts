import type { RiskFacts } from "./facts.ts";
import type { Rule, Signal } from "./rule.ts";
import { rules } from "./rules.ts";

/** What the rules made of an attempt, as it is kept with it. */
export interface Risk {
  /** 0..10. */
  readonly score: number;
  /** Why, in the order of the rules. */
  readonly signals: readonly Signal[];
}

const highestScore = 10;

/** Up to 5 a payment passes; from here on it is held for a review (contract, cards-3ds.md §11). */
const lowestHeldScore = 6;

/** Asks every rule. */
export function assess(facts: RiskFacts, asked: readonly Rule[] = rules): Risk {
  const signals = asked
    .filter((rule) => rule.isTriggered(facts))
    .map(({ code, weight }): Signal => ({ code, weight }));
  return { score: scoreOf(signals), signals };
}

/** The sum of the weights, at most 10. */
export const scoreOf = (signals: readonly Signal[]): number =>
  Math.min(
    highestScore,
    signals.reduce((sum, { weight }) => sum + weight, 0),
  );

/** True where an approved payment must not reach the shop without a review. */
export const isHeld = (risk: Risk): boolean => risk.score >= lowestHeldScore;
