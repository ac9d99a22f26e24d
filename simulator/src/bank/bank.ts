import { createHash } from "node:crypto";
import type { Journal } from "../journal.ts";
import { type BankRecord, BankState, type KeptAnswer } from "./bank-record.ts";
import type { Outcome, PostName } from "./outcome.ts";
import { newName, openPayment } from "./opening.ts";
import type { Payment, Refund, Shipment } from "./payment.ts";
import {
  accept,
  cancel,
  type ChangeResult,
  choose,
  redeem,
  refund,
  settle,
  ship,
} from "./payment-changes.ts";
import type { PaymentRequest, RefundRequest } from "./requests.ts";

/** What a POST leads to: the payment after it, null where nothing changed, and the answer to keep. */
interface Decision {
  readonly payment: Payment | null;
  readonly answer: KeptAnswer;
}

/**
 * The books of the company behind the methods that are not cards. Like the
 * acquirer's they are kept apart from all that the gateway knows, and written
 * down before the answer leaves. The bank's time is the latest it was told.
 */
export class Bank {
  readonly #state = new BankState();
  readonly #journal: Journal<BankRecord>;
  readonly #now: () => Date;

  constructor({ journal, now }: { readonly journal: Journal<BankRecord>; readonly now: () => Date }) {
    this.#journal = journal;
    this.#now = now;
    for (const record of journal.load()) this.#state.apply(record);
  }

  /** The caller's time, from the `Date` of a request. */
  hear(time: Date): void {
    this.#state.hear(time.getTime());
  }

  /** The bank's time in milliseconds; the machine's until somebody has told one. */
  nowMs(): number {
    return this.#state.latestMs() ?? this.#now().getTime();
  }

  /** The payment as it is now, or null. */
  payment(id: string): Payment | null {
    const known = this.#state.payment(id);
    return known === null ? null : this.#settled(known);
  }

  payments(): readonly Payment[] {
    return this.#state.payments().map((payment) => this.#settled(payment));
  }

  create(key: string, request: PaymentRequest): Outcome {
    // One payment for each reference: a second one under another key would be one that nobody asked for.
    if (key !== request.order.reference) return refused("the Idempotency-Key of a payment is its reference");
    return this.#once({ key, digest: digestOf(["create", request]) }, () => {
      const nowMs = this.nowMs();
      const mandated = request.token === null ? null : this.#state.paymentOfMandate(request.token);
      if (request.token !== null && mandated === null) {
        return refusal("token: there is no such mandate");
      }
      const opened = openPayment(request, { nowMs, mandated: mandated?.payer ?? null });
      return changed(settle(opened, nowMs));
    });
  }

  cancel(post: PostName): Outcome {
    return this.#change(post, ["cancel"], (payment) => ({ ok: true, payment: cancel(payment) }));
  }

  ship(post: PostName, shipment: Shipment): Outcome {
    return this.#change(post, ["ship", shipment], (payment, nowMs) => ship(payment, shipment, nowMs));
  }

  accept(post: PostName): Outcome {
    return this.#change(post, ["accept"], accept);
  }

  refund(post: PostName, request: RefundRequest): Outcome {
    const { reference, amountMinor } = request;
    const given: Refund = { id: newName("br"), reference, amountMinor };
    return this.#change(
      post,
      ["refund", request],
      (payment) => refund(payment, given),
      (payment) => ({ kind: "refund", paymentId: payment.id, refundId: given.id }),
    );
  }

  /** The shopper's choice on the page; false where it changes nothing. */
  choose(id: string, choice: string | undefined): boolean {
    return this.#decide(id, (payment, nowMs) => choose(payment, choice, nowMs));
  }

  /** The shopper's gift card; false where it changes nothing. */
  redeem(id: string, balanceMinor: number): boolean {
    return this.#decide(id, (payment) => redeem(payment, balanceMinor));
  }

  #decide(id: string, decide: (payment: Payment, nowMs: number) => Payment | null): boolean {
    const payment = this.payment(id);
    const after = payment === null ? null : decide(payment, this.nowMs());
    if (after !== null) this.#record("choice", { payment: after, post: null });
    return after !== null;
  }

  #change(
    { id, key }: PostName,
    content: readonly unknown[],
    change: (payment: Payment, nowMs: number) => ChangeResult,
    answer: (payment: Payment) => KeptAnswer = paymentAnswer,
  ): Outcome {
    return this.#once({ key, digest: digestOf([id, ...content]) }, () => {
      const payment = this.payment(id);
      if (payment === null) return null;
      const result = change(payment, this.nowMs());
      if (!result.ok) return refusal(result.message);
      return { payment: result.payment, answer: answer(result.payment) };
    });
  }

  /** Decides once under a key and gives a repeat the same answer; null from `decide` means that there is no such payment. */
  #once(post: { readonly key: string; readonly digest: string }, decide: () => Decision | null): Outcome {
    const known = this.#state.post(post.key);
    if (known !== null) {
      return known.digest === post.digest ? this.#outcome(known.answer, true) : { kind: "key-reused" };
    }
    const decision = decide();
    if (decision === null) return { kind: "unknown" };
    const { payment, answer } = decision;
    this.#record("post", { payment, post: { ...post, answer } });
    return this.#outcome(answer, false);
  }

  #outcome(answer: KeptAnswer, isRepeat: boolean): Outcome {
    if (answer.kind === "refused") return answer;
    const payment = this.payment(answer.paymentId);
    if (payment === null) throw new Error("the bank's books lost a payment");
    if (answer.kind === "payment") return { kind: "payment", payment, isRepeat };
    const refunded = payment.refunds.find(({ id }) => id === answer.refundId);
    if (refunded === undefined) throw new Error("the bank's books lost a refund");
    return { kind: "refund", refund: refunded, isRepeat };
  }

  #settled(payment: Payment): Payment {
    const settled = settle(payment, this.nowMs());
    if (settled !== payment) this.#record("time", { payment: settled, post: null });
    return settled;
  }

  #record(kind: BankRecord["kind"], change: Pick<BankRecord, "payment" | "post">): void {
    const record = { kind, at: new Date(this.nowMs()).toISOString(), ...change };
    this.#journal.append(record);
    this.#state.apply(record);
  }
}

function changed(payment: Payment): Decision {
  return { payment, answer: paymentAnswer(payment) };
}

function paymentAnswer({ id }: Payment): KeptAnswer {
  return { kind: "payment", paymentId: id };
}

function refusal(message: string): Decision {
  return { payment: null, answer: refused(message) };
}

function refused(message: string): Extract<KeptAnswer, { readonly kind: "refused" }> {
  return { kind: "refused", code: "invalid", message };
}

/** The parsed request decides, not its bytes: order and spelling of members do not matter. */
function digestOf(content: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url");
}
