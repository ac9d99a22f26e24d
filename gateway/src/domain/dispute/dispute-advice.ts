import type { Money } from "../money.ts";

/** What the acquirer tells of a dispute without having been asked. */
export interface DisputeAdvice {
  /** `chargeback` takes the money; `reverse-chargeback` gives the very same amount back, because the dispute was won. */
  readonly kind: "chargeback" | "reverse-chargeback";
  /** The acquirer's name of the dispute: the same advice again carries the same, and changes nothing. */
  readonly reference: string;
  readonly original: DisputedMessage;
  /** Card acceptor of the original; an advice for another one is not about our payment. */
  readonly acceptorId: string;
  readonly money: Money;
  /** 1..10 letters and digits. */
  readonly reasonCode: string;
  /** 1..90 characters. */
  readonly reasonDescription: string;
}

/** Names our message that moved the money, as DE 90 does. */
export interface DisputedMessage {
  readonly kind: "sale" | "capture";
  readonly stan: string;
  /** DE 7, `MMDDhhmmss` in UTC: there is no year in it. */
  readonly transmittedAt: string;
}
