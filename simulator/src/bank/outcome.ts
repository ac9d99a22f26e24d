import type { KeptAnswer } from "./bank-record.ts";
import type { Payment, Refund } from "./payment.ts";

/** What the bank makes of a POST. A repeat shows what was made before, as it is now. */
export type Outcome =
  | { readonly kind: "payment"; readonly payment: Payment; readonly isRepeat: boolean }
  | { readonly kind: "refund"; readonly refund: Refund; readonly isRepeat: boolean }
  | Extract<KeptAnswer, { readonly kind: "refused" }>
  /** The idempotency key was used for something else. */
  | { readonly kind: "key-reused" }
  | { readonly kind: "unknown" };

/** A POST to a payment that may be here: its idempotency key beside what the URL names. */
export interface PostName {
  readonly id: string;
  readonly key: string;
}
