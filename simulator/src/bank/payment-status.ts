/**
 * Where a payment stands at the bank. `open` waits for the shopper or for the
 * money; `pending` has the shopper's order to pay and is not sure of it;
 * `authorized` is a promise to pay; the rest is final.
 */
export type PaymentStatus = "open" | "pending" | "authorized" | "paid" | "failed" | "cancelled" | "expired";

const nextStatuses: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  open: ["pending", "authorized", "paid", "failed", "cancelled", "expired"],
  pending: ["authorized", "paid", "failed", "cancelled", "expired"],
  authorized: ["paid", "cancelled", "expired"],
  paid: [],
  failed: [],
  cancelled: [],
  expired: [],
};

export function mayBecome(from: PaymentStatus, to: PaymentStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** True where nothing can happen to the payment any more, refunds apart. */
export function isFinal(status: PaymentStatus): boolean {
  return nextStatuses[status].length === 0;
}
