import { merchantReviewMs, scriptedReviewMs } from "../order/timers.ts";
import type { Authorization } from "../payment/attempt.ts";
import { isHeld, type Risk } from "./score.ts";

/** What stands between an approved payment and the shop, and how it ends if nobody decides. */
export interface Review {
  readonly lengthMs: number;
  readonly verdict: "clear" | "reject";
}

/**
 * Null where nobody reviews. The acquirer's advice to void is final and comes
 * first; its advice to complete says that *its* review ends well, and ends none
 * that our own score demands (contract, cards-3ds.md §11 and §12).
 */
export function reviewOf(risk: Risk | null, advice: Authorization["reviewAdvice"]): Review | null {
  if (advice === "void") return { lengthMs: scriptedReviewMs, verdict: "reject" };
  if (risk !== null && isHeld(risk)) return { lengthMs: merchantReviewMs, verdict: "reject" };
  return advice === "complete" ? { lengthMs: scriptedReviewMs, verdict: "clear" } : null;
}
