import { type Decision, refusal } from "../issuer/issuer.ts";
import {
  type BookEntry,
  type FollowUpEntry,
  isApproved,
  isNamedBy,
  isPayment,
  keyOf,
  type MessageName,
  type OriginalData,
  type PaymentEntry,
} from "./book-entry.ts";
import { BookState } from "./book-state.ts";
import { heldMinor, reservedMinor, type SumsByCurrency } from "./book-sums.ts";
import { DisputeBook } from "./dispute-book.ts";
import { type FollowUpRequest, isRepeatOf, refusalCode } from "./follow-up-rules.ts";
import type { Journal } from "../journal.ts";
import type { BookRecord } from "./journal.ts";

/** A payment as asked for: the entry without what the booking adds. */
export type BookingRequest = Omit<PaymentEntry, "kind" | "decision" | "isReversed" | "isReleased" | "at">;

/** How a reversal or release names its original: DE 90 and, unlike a completion or refund, the RRN of the original. */
export type Original = OriginalData & MessageName;

type Money = Pick<BookEntry, "amountMinor" | "currency">;

export type ReversalResult =
  | "undone"
  | "nothing-to-undo"
  | "amount-differs"
  | "no-such-original"
  | "not-reversible";

export type ReleaseResult = "released" | "nothing-reserved" | "amount-differs" | "no-such-original";

/** 94: duplicate transmission, or the original of a reversal that came first. */
const duplicate = refusal("94");

/**
 * The acquirer's own books: what it authorized, moved, gave back and undid.
 * They are kept apart from everything the gateway knows, so that after a fault
 * or a crash the two sides can be held against each other.
 */
export class Books {
  readonly #state = new BookState();
  readonly #journal: Journal<BookRecord>;
  readonly #now: () => Date;
  readonly disputes: DisputeBook;

  constructor({ journal, now }: { readonly journal: Journal<BookRecord>; readonly now: () => Date }) {
    this.#journal = journal;
    this.#now = now;
    this.disputes = new DisputeBook({
      state: this.#state,
      record: (record) => this.#record(record),
      time: () => this.#time(),
    });
    for (const record of journal.load()) this.#state.apply(record);
  }

  /**
   * Books once and answers a repetition alike, by RRN, STAN and card acceptor.
   * `decide` is asked only for what is booked for the first time.
   */
  authorize(request: BookingRequest, decide: () => Decision): Decision {
    const known = this.#state.entry(request);
    if (known !== null) return isRepeatedPayment(known, request) ? known.decision : duplicate;
    const decision = this.#state.wasReversedUnseen(request) ? duplicate : decide();
    this.#record({ kind: "authorization", entry: { ...request, decision, at: this.#time() } });
    return decision;
  }

  /**
   * Books a completion or refund once, also one that is refused, and answers a
   * repetition alike: a refusal stands even if there would be room later. Only
   * what contradicts its original is not booked, like any other format error.
   */
  followUp(request: FollowUpRequest, approve: () => Decision): Decision {
    const known = this.#state.entry(request);
    if (known !== null) return isRepeatOf(known, request) ? known.decision : duplicate;
    const original = this.#state.original(request.original, request.acceptorId);
    const takenMinor = original === null ? 0 : this.#state.takenMinor(original);
    const code = this.#state.wasReversedUnseen(request) ? "94" : refusalCode(request, original, takenMinor);
    const decision = code === null ? approve() : refusal(code);
    if (code !== "30") {
      const entry = followUpEntry({ request, original, decision, at: this.#time() });
      this.#record({ kind: "follow-up", entry });
    }
    return decision;
  }

  /**
   * Harmless on repetition. An original that is not here is remembered and
   * declined should it still arrive. Where later messages have moved money of
   * the original, undoing all of it would lose or double their share.
   */
  reverse(original: Original, money: Money): ReversalResult {
    const entry = this.#named(original);
    if (entry === null) {
      if (!this.#state.wasReversedUnseen(original)) {
        this.#record({ kind: "reversal-of-unseen", key: keyOf(original) });
      }
      return "no-such-original";
    }
    // A refund without answer is repeated and never undone.
    if (!isPayment(entry)) return "not-reversible";
    if (differs(entry, money)) return "amount-differs";
    if (!isApproved(entry)) return "nothing-to-undo";
    if (this.#state.takenMinor(entry) > 0) return "not-reversible";
    if (!entry.isReversed) this.#record({ kind: "reversal", key: keyOf(entry) });
    return "undone";
  }

  /** Gives up what completions left of an authorization; harmless on repetition. `money` is that of the authorization. */
  release(original: Original, money: Money, completedMinor: number): ReleaseResult {
    const entry = this.#named(original);
    if (entry === null || entry.kind !== "authorization") return "no-such-original";
    if (differs(entry, money) || completedMinor !== this.#state.takenMinor(entry)) return "amount-differs";
    if (!isApproved(entry) || entry.isReversed) return "nothing-reserved";
    if (!entry.isReleased) this.#record({ kind: "release", key: keyOf(entry) });
    return "released";
  }

  /** True where such a card was left by a payment that was approved and stands. */
  wasLeftBy(traceId: string, last4: string): boolean {
    return this.entries().some(
      (entry) =>
        isPayment(entry) &&
        entry.storedCredential?.use === "initial" &&
        entry.decision.schemeReference === traceId &&
        entry.last4 === last4 &&
        isApproved(entry) &&
        !entry.isReversed,
    );
  }

  isBooked(name: MessageName): boolean {
    return this.#state.entry(name) !== null;
  }

  entries(): readonly BookEntry[] {
    return this.#state.entries();
  }

  heldMinor(): SumsByCurrency {
    return heldMinor(this.entries(), this.disputes.list());
  }

  reservedMinor(): SumsByCurrency {
    return reservedMinor(this.entries(), (authorization) => this.#state.takenMinor(authorization));
  }

  #named(original: Original): BookEntry | null {
    const entry = this.#state.entry(original);
    return entry !== null && isNamedBy(entry, original) ? entry : null;
  }

  #record(record: BookRecord): void {
    this.#journal.append(record);
    this.#state.apply(record);
  }

  #time(): string {
    return this.#now().toISOString();
  }
}

function isRepeatedPayment(entry: BookEntry, request: BookingRequest): boolean {
  return (
    isPayment(entry) &&
    !entry.isReversed &&
    isNamedBy(entry, request) &&
    !differs(entry, request) &&
    entry.last4 === request.last4
  );
}

function differs(entry: BookEntry, money: Money): boolean {
  return entry.amountMinor !== money.amountMinor || entry.currency !== money.currency;
}

function followUpEntry({
  request: { authorizationCode: _namedCode, ...request },
  original,
  decision,
  at,
}: {
  readonly request: FollowUpRequest;
  readonly original: BookEntry | null;
  readonly decision: Decision;
  readonly at: string;
}): FollowUpEntry {
  return {
    ...request,
    messageType: request.kind === "completion" ? "0220" : "0200",
    originalRrn: original?.rrn ?? null,
    last4: original?.last4 ?? null,
    decision,
    at,
  };
}
