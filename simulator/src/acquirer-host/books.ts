import type { Decision } from "../issuer/issuer.ts";
import type { BookRecord, Journal } from "./journal.ts";

/**
 * The acquirer's own books: what it authorized and what was undone. They are
 * kept apart from everything the gateway knows, so that after a fault or a
 * crash the two sides can be held against each other.
 */
export interface BookEntry {
  readonly messageType: "0100" | "0200";
  readonly stan: string;
  readonly rrn: string;
  readonly acceptorId: string;
  /** DE 7 as sent, `MMDDhhmmss`. */
  readonly transmittedAt: string;
  /** DE 4; twelve digits always fit a number. */
  readonly amountMinor: number;
  /** DE 49, the ISO 4217 number. */
  readonly currency: string;
  readonly last4: string;
  /** What the gateway told about 3-D Secure (DE 48, 42 and 71). */
  readonly securityLevel: string | null;
  readonly eci: string | null;
  readonly decision: Decision;
  readonly isReversed: boolean;
  /** When it was booked, ISO 8601. */
  readonly at: string;
}

/** An authorization as asked for: the entry without what the booking adds. */
export type BookingRequest = Omit<BookEntry, "decision" | "isReversed" | "at">;

/** How a reversal names its original. */
export type Original = Pick<BookEntry, "messageType" | "stan" | "rrn" | "acceptorId" | "transmittedAt">;

export type ReversalResult = "undone" | "nothing-to-undo" | "amount-differs" | "no-such-original";

/** 94: duplicate transmission, or the original of a reversal that came first. */
const duplicate: Decision = {
  responseCode: "94",
  authorizationCode: null,
  additionalResponse: null,
  schemeReference: null,
};

export class Books {
  readonly #entries = new Map<string, BookEntry>();
  /** Originals that were reversed before they arrived: they must never be booked as approved. */
  readonly #reversedUnseen = new Set<string>();
  readonly #journal: Journal;
  readonly #now: () => Date;

  constructor({ journal, now }: { readonly journal: Journal; readonly now: () => Date }) {
    this.#journal = journal;
    this.#now = now;
    for (const record of journal.load()) this.#apply(record);
  }

  /**
   * Books once and answers a repetition alike, by RRN, STAN and card acceptor.
   * `decide` is asked only for what is booked for the first time.
   */
  authorize(request: BookingRequest, decide: () => Decision): Decision {
    const known = this.#entries.get(keyOf(request));
    if (known !== undefined) return !known.isReversed && isSame(known, request) ? known.decision : duplicate;
    const decision = this.#reversedUnseen.has(keyOf(request)) ? duplicate : decide();
    const entry = { ...request, decision, isReversed: false, at: this.#now().toISOString() };
    this.#record({ kind: "authorization", entry });
    return decision;
  }

  /** Harmless on repetition. An original that is not here is remembered and declined should it still arrive. */
  reverse(original: Original, money: Pick<BookEntry, "amountMinor" | "currency">): ReversalResult {
    const key = keyOf(original);
    const entry = this.#entries.get(key);
    if (entry === undefined || !isOriginal(entry, original)) {
      if (!this.#reversedUnseen.has(key)) this.#record({ kind: "reversal-of-unseen", key });
      return "no-such-original";
    }
    if (entry.amountMinor !== money.amountMinor || entry.currency !== money.currency) return "amount-differs";
    if (!isApproved(entry)) return "nothing-to-undo";
    if (!entry.isReversed) this.#record({ kind: "reversal", key });
    return "undone";
  }

  entries(): readonly BookEntry[] {
    return [...this.#entries.values()];
  }

  /** Money held by currency number: approved and not reversed. */
  heldMinor(): Readonly<Record<string, number>> {
    const held: Record<string, number> = {};
    for (const entry of this.#entries.values()) {
      if (!isApproved(entry) || entry.isReversed) continue;
      held[entry.currency] = (held[entry.currency] ?? 0) + entry.amountMinor;
    }
    return held;
  }

  #record(record: BookRecord): void {
    this.#journal.append(record);
    this.#apply(record);
  }

  #apply(record: BookRecord): void {
    switch (record.kind) {
      case "authorization":
        this.#entries.set(keyOf(record.entry), record.entry);
        return;
      case "reversal": {
        const entry = this.#entries.get(record.key);
        if (entry !== undefined) this.#entries.set(record.key, { ...entry, isReversed: true });
        return;
      }
      case "reversal-of-unseen":
        this.#reversedUnseen.add(record.key);
        return;
    }
  }
}

export function isApproved(entry: BookEntry): boolean {
  return entry.decision.responseCode === "00";
}

function keyOf({ rrn, stan, acceptorId }: Pick<BookEntry, "rrn" | "stan" | "acceptorId">): string {
  return [rrn, stan, acceptorId].join("|");
}

function isSame(entry: BookEntry, request: BookingRequest): boolean {
  return (
    isOriginal(entry, request) &&
    entry.amountMinor === request.amountMinor &&
    entry.currency === request.currency &&
    entry.last4 === request.last4
  );
}

function isOriginal(entry: BookEntry, original: Original): boolean {
  return entry.messageType === original.messageType && entry.transmittedAt === original.transmittedAt;
}
