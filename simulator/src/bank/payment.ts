import type { PaymentStatus } from "./payment-status.ts";

export interface Account {
  readonly holder: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
}

export interface Refund {
  readonly id: string;
  readonly reference: string;
  readonly amountMinor: number;
}

export interface Shipment {
  readonly reference: string;
  readonly amountMinor: number;
}

/** A change that time alone brings about. */
export interface DueStep {
  /** ISO 8601, by the bank's clock. */
  readonly at: string;
  readonly status: "pending" | "paid" | "failed" | "expired";
}

/** What the gateway asked for and the books keep; of the shopper only the account stays. */
export interface PaymentOrder {
  readonly reference: string;
  readonly method: string;
  readonly amountMinor: number;
  /** ISO 4217 letters. */
  readonly currency: string;
  readonly description: string;
  readonly locale: string;
  readonly returnUrl: string;
  readonly webhookUrl: string;
  /** Whole seconds, as every time that the bank reckons by; null: never. */
  readonly expiresAt: string | null;
  readonly issuer: string | null;
}

/** One payment as it stands in the bank's books. A change makes a new one. */
export interface Payment extends PaymentOrder {
  readonly id: string;
  readonly status: PaymentStatus;
  /** Why it failed, otherwise null. */
  readonly reason: string | null;
  /** The account that pays; null where no account is behind the method, or the shopper's is not known yet. */
  readonly payer: Account | null;
  readonly mandate: string | null;
  /** What the shopper writes on his bank transfer; null for other methods. */
  readonly transferReference: string | null;
  /** What was taken; less than the amount where a gift card had too little on it. */
  readonly paidMinor: number;
  readonly refunds: readonly Refund[];
  readonly shipments: readonly Shipment[];
  /** In the order of their times. */
  readonly due: readonly DueStep[];
}

export function refundedMinor({ refunds }: Payment): number {
  return refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
