import type { AttemptKey } from "#domain/ids.ts";
import type { ProviderMethodId } from "#domain/method/catalogue.ts";
import type { Minor, Money } from "#domain/money.ts";
import type { BankAccount, ProviderInput, TransferInstructions } from "#domain/payment/attempt.ts";
import type { Instant } from "#domain/time.ts";

export interface ProviderPaymentRequest {
  /** Our name of the payment, and the idempotency key: asking again begins nothing new. */
  readonly reference: AttemptKey;
  readonly method: ProviderMethodId;
  readonly money: Money;
  readonly description: string;
  /** `ab_CD`. */
  readonly locale: string;
  readonly returnUrl: string;
  /** Holds an unguessable word; who calls it makes us ask, and no more. */
  readonly webhookUrl: string;
  /** Null: nobody hurries. */
  readonly expiresAt: Instant | null;
  readonly input: ProviderInput;
  /** The shopper is to give leave for later direct debits, where the method can. */
  readonly wantsMandate: boolean;
  readonly consumer: Consumer;
}

/** The shopper as the provider wants to know him; null members are not known. */
export interface Consumer {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly houseNumber: string | null;
  readonly zipCode: string | null;
  readonly city: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** See docs/protocols/bank-link.md. */
export const providerStatuses = [
  "open",
  "pending",
  "authorized",
  "paid",
  "failed",
  "cancelled",
  "expired",
] as const;
export type ProviderStatus = (typeof providerStatuses)[number];

/** A payment as the provider has it now. */
export interface ProviderReport {
  readonly paymentId: string;
  /** Reference, method, amount and currency of the payment as it was begun: by these a report is known to be ours. */
  readonly reference: string;
  readonly method: string;
  readonly amount: Minor;
  readonly currency: string;
  readonly status: ProviderStatus;
  readonly reason: string | null;
  readonly checkoutUrl: string | null;
  readonly instructions: TransferInstructions | null;
  readonly account: BankAccount | null;
  readonly mandate: string | null;
  /** Minor units that were taken; at most the amount. */
  readonly amountPaid: Minor;
  /** The status may have changed by itself after this; null: only by somebody's doing. */
  readonly checkAfterMs: number | null;
}

export type ProviderOutcome =
  | { readonly kind: "told"; readonly report: ProviderReport }
  /** The provider does not want it; nothing was made or changed. */
  | { readonly kind: "refused"; readonly reason: string }
  /** No byte left this house. */
  | { readonly kind: "not-sent"; readonly cause: string }
  /** A timeout, a cut, a nonsensical answer. Asking again does no harm. */
  | { readonly kind: "unknown"; readonly cause: string };

export type ProviderRefundOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "not-sent"; readonly cause: string }
  | { readonly kind: "unknown"; readonly cause: string };

/** What came in at the address of a webhook, in whoever's name. */
export interface ProviderMessage {
  readonly method: string;
  /** As it was told to the provider, without a query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/**
 * The company behind the methods that are not cards. No call throws, and every
 * call may be repeated: the references are idempotency keys.
 */
export interface RedirectBank {
  start(request: ProviderPaymentRequest): Promise<ProviderOutcome>;
  ask(paymentId: string): Promise<ProviderOutcome>;
  /** Nobody can pay any more; a report with another status where it is too late for that. */
  cancel(paymentId: string): Promise<ProviderOutcome>;
  /** The merchant takes the risk of a payment that the provider is not sure of. */
  accept(paymentId: string): Promise<ProviderOutcome>;
  /** The goods are on their way: what the provider promised becomes payable. */
  ship(
    paymentId: string,
    shipment: { readonly reference: string; readonly amount: Minor },
  ): Promise<ProviderOutcome>;
  refund(
    paymentId: string,
    refund: { readonly reference: string; readonly amount: Minor; readonly description: string },
  ): Promise<ProviderRefundOutcome>;
  /** Whether the provider signed this a moment ago. Decides nothing but who may make us ask. */
  isGenuine(message: ProviderMessage): boolean;
  close(): Promise<void>;
}
