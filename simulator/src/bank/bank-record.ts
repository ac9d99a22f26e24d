import type { Payment } from "./payment.ts";

/** What a POST was answered, kept under its idempotency key. */
export type KeptAnswer =
  | { readonly kind: "payment"; readonly paymentId: string }
  | { readonly kind: "refund"; readonly paymentId: string; readonly refundId: string }
  | { readonly kind: "refused"; readonly code: RefusalCode; readonly message: string };

/** `rejected`: the provider does not want this; `invalid`: a member is missing or wrong. */
export type RefusalCode = "rejected" | "invalid";

/** A POST with its key. The digest tells a repeat from another request under the same key. */
export interface AnsweredPost {
  readonly key: string;
  readonly digest: string;
  readonly answer: KeptAnswer;
}

/** One change of the bank's books: a line of its journal. */
export interface BankRecord {
  readonly kind: "post" | "choice" | "time";
  /** By the bank's clock, ISO 8601. */
  readonly at: string;
  /** The payment after the change; null where a POST changed nothing. */
  readonly payment: Payment | null;
  /** Null where the shopper or time changed the payment. */
  readonly post: AnsweredPost | null;
}

/**
 * Where the bank's books stand: every record applied in turn, the same way when
 * it is written as when it is read again after a restart. It decides nothing.
 */
export class BankState {
  readonly #payments = new Map<string, Payment>();
  readonly #posts = new Map<string, AnsweredPost>();
  /** The payment that a mandate was given with. */
  readonly #mandates = new Map<string, string>();
  #latestMs: number | null = null;

  apply({ at, payment, post }: BankRecord): void {
    this.hear(Date.parse(at));
    if (post !== null) this.#posts.set(post.key, post);
    if (payment === null) return;
    this.#payments.set(payment.id, payment);
    const isNewMandate = payment.mandate !== null && !this.#mandates.has(payment.mandate);
    if (isNewMandate) this.#mandates.set(payment.mandate, payment.id);
  }

  /** Time never goes back: the latest time heard of stands. */
  hear(timeMs: number): void {
    this.#latestMs = Math.max(timeMs, this.#latestMs ?? timeMs);
  }

  latestMs(): number | null {
    return this.#latestMs;
  }

  payment(id: string): Payment | null {
    return this.#payments.get(id) ?? null;
  }

  payments(): readonly Payment[] {
    return [...this.#payments.values()];
  }

  post(key: string): AnsweredPost | null {
    return this.#posts.get(key) ?? null;
  }

  paymentOfMandate(mandate: string): Payment | null {
    return this.payment(this.#mandates.get(mandate) ?? "");
  }
}
