import type { FollowUpEntry, PaymentEntry } from "./book-entry.ts";
import type { AdviceKind, Dispute } from "./dispute.ts";

/** A payment as it was booked; what became of it follows in records of its own. */
export type PaymentRecord = Omit<PaymentEntry, "kind" | "isReversed" | "isReleased">;

/** What happened to the books, one line each. */
export type BookRecord =
  | { readonly kind: "authorization"; readonly entry: PaymentRecord }
  | { readonly kind: "follow-up"; readonly entry: FollowUpEntry }
  | { readonly kind: "reversal"; readonly key: string }
  | { readonly kind: "release"; readonly key: string }
  | { readonly kind: "reversal-of-unseen"; readonly key: string }
  | { readonly kind: "dispute"; readonly dispute: Dispute }
  | { readonly kind: "dispute-won"; readonly id: string; readonly at: string }
  | {
      readonly kind: "dispute-answered";
      readonly id: string;
      readonly advice: AdviceKind;
      readonly responseCode: string;
    };
