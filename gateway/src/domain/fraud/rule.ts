import type { RiskFacts } from "./facts.ts";

/**
 * One reason to distrust a payment. The weight says how far a single sign goes:
 * 6 holds a payment by itself, 1 to 3 only together with others. Codes are kept
 * with attempts and must not change their meaning.
 */
export interface Rule {
  readonly code: string;
  /** 1..10. */
  readonly weight: number;
  readonly isTriggered: (facts: RiskFacts) => boolean;
}

/** What a rule found, as it is kept with the attempt. */
export interface Signal {
  readonly code: string;
  readonly weight: number;
}
