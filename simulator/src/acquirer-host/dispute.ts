import type { OriginalData } from "./book-entry.ts";

/** Of a dispute the acquirer tells twice at most: that the money was taken, and that it came back. */
export type AdviceKind = "chargeback" | "reversal";

/** Money that the issuer took back from the merchant, and what became of it. */
export interface Dispute {
  /** DE 37 of its advices: twelve characters that no other dispute has. */
  readonly id: string;
  /** What it is about: a sale or a completion. */
  readonly originalRrn: string;
  readonly original: OriginalData;
  readonly acceptorId: string;
  readonly amountMinor: number;
  /** DE 49, the ISO 4217 number. */
  readonly currency: string;
  readonly reasonCode: string;
  readonly reason: string;
  /** When the money was taken, ISO 8601. */
  readonly at: string;
  /** When the dispute was won by the merchant, which gives the money back; null while it stands. */
  readonly wonAt: string | null;
  /** DE 39 of the gateway's answer to each advice; null while there is none. */
  readonly answers: Readonly<Record<AdviceKind, string | null>>;
}

export interface AdviceAnswer {
  readonly id: string;
  readonly kind: AdviceKind;
  /** DE 39. */
  readonly responseCode: string;
}

/** The advice that is due: the reversal only after the gateway has booked its chargeback. */
export function dueAdvice({ wonAt, answers }: Dispute): AdviceKind | null {
  if (answers.chargeback === null) return "chargeback";
  return wonAt !== null && answers.chargeback === "00" && answers.reversal === null ? "reversal" : null;
}

/** What the dispute takes from the merchant now. */
export const standingMinor = ({ amountMinor, wonAt }: Dispute): number => (wonAt === null ? amountMinor : 0);
