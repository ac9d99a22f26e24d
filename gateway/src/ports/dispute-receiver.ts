import type { DisputeAdvice } from "#domain/dispute/dispute-advice.ts";

/** What became of an advice; all of them are final, and the acquirer is told. */
export type DisputeReceipt =
  /** Committed, now or by an earlier sending. */
  | "recorded"
  /** We know no such payment, or no such dispute. */
  | "unknown-original"
  /** More than the payment moved. */
  | "exceeds"
  /** The payment is in no state for it, or the reference was used for something else. */
  | "not-allowed";

/**
 * Takes what the acquirer tells us unasked. Called again with the same advice it
 * changes nothing and says `recorded`. Where it throws nothing is recorded: the
 * acquirer is not answered and sends the advice again.
 */
export type DisputeReceiver = (advice: DisputeAdvice) => Promise<DisputeReceipt>;
