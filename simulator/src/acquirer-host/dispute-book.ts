import { randomUUID } from "node:crypto";
import { type BookEntry, isApproved, isPayment } from "./book-entry.ts";
import type { BookState } from "./book-state.ts";
import { type AdviceAnswer, type Dispute, standingMinor } from "./dispute.ts";
import type { BookRecord } from "./journal.ts";

/** What an issuer may ask for. */
export interface DisputeRequest {
  /** RRN of a sale or completion. */
  readonly rrn: string;
  /** Null: all that no other dispute has taken. */
  readonly amountMinor: number | null;
  readonly reasonCode: string;
  readonly reason: string;
}

export type DisputeResult =
  | { readonly kind: "booked"; readonly dispute: Dispute }
  | { readonly kind: "no-such-original" }
  | { readonly kind: "exceeds"; readonly leftMinor: number };

/**
 * The part of the books that is about disputes. The issuer takes the money back
 * whether or not the merchant has refunded it: of refunds it knows nothing.
 */
export class DisputeBook {
  readonly #state: BookState;
  readonly #record: (record: BookRecord) => void;
  readonly #time: () => string;

  constructor({
    state,
    record,
    time,
  }: {
    readonly state: BookState;
    readonly record: (record: BookRecord) => void;
    readonly time: () => string;
  }) {
    this.#state = state;
    this.#record = record;
    this.#time = time;
  }

  list(): readonly Dispute[] {
    return this.#state.disputes();
  }

  raise({ rrn, amountMinor, reasonCode, reason }: DisputeRequest): DisputeResult {
    const original = this.#state.entries().find((entry) => entry.rrn === rrn && hasMoved(entry));
    if (original === undefined) return { kind: "no-such-original" };
    const leftMinor = original.amountMinor - this.#disputedMinor(original);
    const taken = amountMinor ?? leftMinor;
    if (taken < 1 || taken > leftMinor) return { kind: "exceeds", leftMinor };
    const dispute: Dispute = {
      id: randomUUID().replaceAll("-", "").slice(0, 12).toUpperCase(),
      originalRrn: original.rrn,
      original: {
        messageType: original.messageType,
        stan: original.stan,
        transmittedAt: original.transmittedAt,
      },
      acceptorId: original.acceptorId,
      amountMinor: taken,
      currency: original.currency,
      reasonCode,
      reason,
      at: this.#time(),
      wonAt: null,
      answers: { chargeback: null, reversal: null },
    };
    this.#record({ kind: "dispute", dispute });
    return { kind: "booked", dispute };
  }

  /** The money goes back to the merchant, once. Null where there is no such dispute. */
  win(id: string): Dispute | null {
    const dispute = this.#state.dispute(id);
    if (dispute === null) return null;
    if (dispute.wonAt === null) this.#record({ kind: "dispute-won", id, at: this.#time() });
    return this.#state.dispute(id);
  }

  /** The gateway's answer to an advice; its first one counts. Null where there is no such dispute. */
  answered({ id, kind, responseCode }: AdviceAnswer): Dispute | null {
    const dispute = this.#state.dispute(id);
    if (dispute === null) return null;
    if (dispute.answers[kind] === null)
      this.#record({ kind: "dispute-answered", id, advice: kind, responseCode });
    return this.#state.dispute(id);
  }

  #disputedMinor({ rrn, stan, acceptorId }: BookEntry): number {
    return this.list()
      .filter((one) => one.originalRrn === rrn && one.original.stan === stan && one.acceptorId === acceptorId)
      .reduce((sum, one) => sum + standingMinor(one), 0);
  }
}

/** Only money that moved can be taken back. */
function hasMoved(entry: BookEntry): boolean {
  if (!isApproved(entry)) return false;
  return entry.kind === "completion" || (entry.kind === "sale" && isPayment(entry) && !entry.isReversed);
}
