import type { Log } from "../log.ts";
import type { DisputeBook } from "./dispute-book.ts";
import { type AdviceKind, type Dispute, dueAdvice } from "./dispute.ts";
import { adviceMessage, parseAdviceAnswer } from "./dispute-message.ts";
import type { IsoMessage } from "./iso-message.ts";

/** Long enough for a gateway that commits, short enough for a test that waits. */
const repeatAfterMs = 1_000;
/** Two minutes; a gateway that was away for longer signs on, and all begins anew. */
const mostSendings = 120;
const stans = 1_000_000;

interface Sending {
  readonly kind: AdviceKind;
  readonly count: number;
}

/**
 * Tells the gateway of disputes until it answers: what is due stands in the books, how often it was sent does not. Of
 * one payment the disputes are told in the order in which they were raised, one after the other: the second may take
 * what the reversal of the first gave back.
 */
export class AdviceSender {
  readonly #disputes: DisputeBook;
  readonly #send: (message: IsoMessage) => boolean;
  readonly #now: () => Date;
  readonly #log: Log;
  /** By id of the dispute. */
  readonly #sendings = new Map<string, Sending>();
  #stan = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor({
    disputes,
    send,
    now,
    log,
  }: {
    readonly disputes: DisputeBook;
    /** False where nobody is signed on. */
    readonly send: (message: IsoMessage) => boolean;
    readonly now: () => Date;
    readonly log: Log;
  }) {
    this.#disputes = disputes;
    this.#send = send;
    this.#now = now;
    this.#log = log;
  }

  /** Sends what is due of a dispute now, and again until it is answered. */
  tell(dispute: Dispute): void {
    if (!this.#mayBeSent(dispute)) return;
    this.#sendOne(dispute);
    this.#timer ??= this.#repeatLater();
  }

  /** A gateway signed on: what was given up is tried again. */
  signedOn(): void {
    this.#sendings.clear();
    this.#tellAll();
  }

  /** An 0432. */
  answered(message: IsoMessage): void {
    const answer = parseAdviceAnswer(message);
    const dispute = answer === null ? null : this.#disputes.answered(answer);
    if (dispute === null) this.#log("dispute-answer-unknown", {});
    // A dispute that was won meanwhile has its second advice due now, or the next of the payment its first.
    else for (const one of this.#disputes.list()) if (isAboutSame(one, dispute)) this.tell(one);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tellAll(): void {
    this.stop();
    for (const dispute of this.#disputes.list()) this.tell(dispute);
  }

  #repeatLater(): NodeJS.Timeout {
    return setTimeout(() => this.#tellAll(), repeatAfterMs).unref();
  }

  #mayBeSent(dispute: Dispute): boolean {
    const kind = dueAdvice(dispute);
    if (kind === null || this.#sentAs(dispute.id, kind) >= mostSendings) return false;
    const first = this.#disputes.list().find((one) => isAboutSame(one, dispute) && dueAdvice(one) !== null);
    return first?.id === dispute.id;
  }

  #sendOne(dispute: Dispute): void {
    const kind = dueAdvice(dispute);
    if (kind === null) return;
    const count = this.#sentAs(dispute.id, kind);
    this.#stan = (this.#stan + 1) % stans;
    const message = adviceMessage(dispute, {
      kind,
      isRepeat: count > 0,
      stan: String(this.#stan).padStart(6, "0"),
      at: this.#now(),
    });
    if (this.#send(message)) this.#sendings.set(dispute.id, { kind, count: count + 1 });
  }

  #sentAs(id: string, kind: AdviceKind): number {
    const sending = this.#sendings.get(id);
    return sending?.kind === kind ? sending.count : 0;
  }
}

const isAboutSame = (one: Dispute, other: Dispute): boolean =>
  one.originalRrn === other.originalRrn && one.acceptorId === other.acceptorId;
