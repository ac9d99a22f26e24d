import {
  type BookEntry,
  isApproved,
  isPayment,
  keyOf,
  type MessageName,
  type OriginalData,
} from "./book-entry.ts";
import type { Dispute } from "./dispute.ts";
import type { BookRecord, PaymentRecord } from "./journal.ts";

/**
 * Where the books stand: every record applied in turn, the same way when it is
 * written as when it is read again after a restart. It decides nothing.
 */
export class BookState {
  readonly #entries = new Map<string, BookEntry>();
  /** Keys of what completions and refunds may name; those carry the RRN of their original nowhere. */
  readonly #originals = new Map<string, string>();
  /** By key of the original: what approved completions (of an 0100), or refunds and standing disputes (of an 0200 or 0220) took. */
  readonly #takenMinor = new Map<string, number>();
  /** Originals that were reversed before they arrived: they must never be booked as approved. */
  readonly #reversedUnseen = new Set<string>();
  readonly #disputes = new Map<string, Dispute>();

  entries(): readonly BookEntry[] {
    return [...this.#entries.values()];
  }

  entry(name: MessageName): BookEntry | null {
    return this.#entries.get(keyOf(name)) ?? null;
  }

  original(original: OriginalData, acceptorId: string): BookEntry | null {
    const key = this.#originals.get(originalKeyOf(original, acceptorId));
    return key === undefined ? null : (this.#entries.get(key) ?? null);
  }

  disputes(): readonly Dispute[] {
    return [...this.#disputes.values()];
  }

  dispute(id: string): Dispute | null {
    return this.#disputes.get(id) ?? null;
  }

  takenMinor(original: MessageName): number {
    return this.#takenMinor.get(keyOf(original)) ?? 0;
  }

  wasReversedUnseen(name: MessageName): boolean {
    return this.#reversedUnseen.has(keyOf(name));
  }

  apply(record: BookRecord): void {
    switch (record.kind) {
      case "authorization":
        this.#book(paymentEntry(record.entry));
        return;
      case "follow-up":
        this.#book(record.entry);
        return;
      case "reversal":
        this.#mark(record.key, { isReversed: true });
        return;
      case "release":
        this.#mark(record.key, { isReleased: true });
        return;
      case "reversal-of-unseen":
        this.#reversedUnseen.add(record.key);
        return;
      case "dispute":
        this.#disputes.set(record.dispute.id, record.dispute);
        this.#take(disputedOf(record.dispute), record.dispute.amountMinor);
        return;
      case "dispute-won":
        this.#win(record.id, record.at);
        return;
      case "dispute-answered":
        this.#changeDispute(record.id, ({ answers }) => ({
          answers: { ...answers, [record.advice]: record.responseCode },
        }));
        return;
    }
  }

  #book(entry: BookEntry): void {
    const key = keyOf(entry);
    this.#entries.set(key, entry);
    // A refund cannot be completed or given back again, so nothing may name it.
    if (entry.kind !== "refund") this.#originals.set(originalKeyOf(entry, entry.acceptorId), key);
    if (isPayment(entry) || entry.originalRrn === null || !isApproved(entry)) return;
    const original = { rrn: entry.originalRrn, stan: entry.original.stan, acceptorId: entry.acceptorId };
    this.#take(original, entry.amountMinor);
  }

  #take(original: MessageName, amountMinor: number): void {
    this.#takenMinor.set(keyOf(original), this.takenMinor(original) + amountMinor);
  }

  #win(id: string, at: string): void {
    this.#changeDispute(id, (dispute) => {
      this.#take(disputedOf(dispute), -dispute.amountMinor);
      return { wonAt: at };
    });
  }

  #changeDispute(id: string, changed: (dispute: Dispute) => Partial<Dispute>): void {
    const dispute = this.#disputes.get(id);
    if (dispute !== undefined) this.#disputes.set(id, { ...dispute, ...changed(dispute) });
  }

  #mark(key: string, change: { readonly isReversed: true } | { readonly isReleased: true }): void {
    const entry = this.#entries.get(key);
    if (entry !== undefined && isPayment(entry)) this.#entries.set(key, { ...entry, ...change });
  }
}

function disputedOf({ originalRrn, original, acceptorId }: Dispute): MessageName {
  return { rrn: originalRrn, stan: original.stan, acceptorId };
}

function paymentEntry(record: PaymentRecord): BookEntry {
  const kind = record.messageType === "0100" ? "authorization" : "sale";
  return { ...record, kind, isReversed: false, isReleased: false };
}

function originalKeyOf({ messageType, stan, transmittedAt }: OriginalData, acceptorId: string): string {
  return [messageType, stan, transmittedAt, acceptorId].join("|");
}
