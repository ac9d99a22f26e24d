import { behaviourOf, chosenStatus } from "./methods.ts";
import { type DueStep, type Payment, type Refund, refundedMinor, type Shipment } from "./payment.ts";
import { isFinal, mayBecome, type PaymentStatus } from "./payment-status.ts";

/** A change that the gateway asks for: the payment after it, or a sentence why not. */
export type ChangeResult =
  | { readonly ok: true; readonly payment: Payment }
  | { readonly ok: false; readonly message: string };

const mostShipments = 100;

/** Takes every step that time has brought since, each after the other. */
export function settle(payment: Payment, nowMs: number): Payment {
  const step = nextStep(payment);
  if (step === null || Date.parse(step.at) > nowMs) return payment;
  const due = payment.due.filter((other) => other !== step);
  return settle(become({ ...payment, due }, step.status), nowMs);
}

/** What the shopper chose; null where the payment no longer waits or its page does not offer the choice. */
export function choose(payment: Payment, choice: string | undefined, nowMs: number): Payment | null {
  const behaviour = behaviourOf(payment.method);
  const status = chosenStatus(behaviour, choice);
  if (payment.status !== "open" || status === undefined) return null;
  const after = choice === "success" ? behaviour.paidAfterSuccessSeconds : null;
  return become(withPaidDue(payment, after, nowMs), status);
}

/** Takes what a gift card has, at most the amount; null where the payment no longer waits. */
export function redeem(payment: Payment, balanceMinor: number): Payment | null {
  if (payment.status !== "open") return null;
  return become(payment, "paid", Math.min(balanceMinor, payment.amountMinor));
}

/** Nobody can pay any more; the payment as it is where it is over, or where the goods have left. */
export function cancel(payment: Payment): Payment {
  const isTooLate = isFinal(payment.status) || payment.shipments.length > 0;
  return isTooLate ? payment : become(payment, "cancelled");
}

/** The first shipment makes the whole payment payable; further ones are noted. */
export function ship(payment: Payment, shipment: Shipment, nowMs: number): ChangeResult {
  if (payment.status !== "authorized" && payment.status !== "paid") {
    return { ok: false, message: `nothing is authorized: the payment is ${payment.status}` };
  }
  if (shipment.amountMinor > payment.amountMinor) {
    return { ok: false, message: "amount is more than the payment's" };
  }
  if (payment.shipments.length >= mostShipments) return { ok: false, message: "too many shipments" };
  const isFirst = payment.shipments.length === 0 && payment.status === "authorized";
  const after = isFirst ? behaviourOf(payment.method).paidAfterShipmentSeconds : null;
  const shipments = [...payment.shipments, shipment];
  return { ok: true, payment: withPaidDue({ ...payment, shipments }, after, nowMs) };
}

/** The merchant takes the risk: only where a provider without a page is still in doubt. */
export function accept(payment: Payment): ChangeResult {
  const { page, paidAfterShipmentSeconds } = behaviourOf(payment.method);
  if (page !== "none" || paidAfterShipmentSeconds === null) {
    return { ok: false, message: "there is no risk to take in this method" };
  }
  if (payment.status === "pending") return { ok: true, payment: become(payment, "authorized") };
  if (payment.status === "authorized" || payment.status === "paid") return { ok: true, payment };
  return { ok: false, message: `nothing to accept: the payment is ${payment.status}` };
}

/** Gives back at most what was paid or is promised, less what went back before. */
export function refund(payment: Payment, given: Refund): ChangeResult {
  const promisedMinor = payment.status === "authorized" ? payment.amountMinor : payment.paidMinor;
  if (given.amountMinor > promisedMinor - refundedMinor(payment)) {
    return { ok: false, message: "more than was paid and not refunded" };
  }
  return { ok: true, payment: { ...payment, refunds: [...payment.refunds, given] } };
}

/** Seconds until time alone changes the payment; null where it will not, its expiry apart. */
export function checkAfterSeconds({ due: [next] }: Payment, nowMs: number): number | null {
  return next === undefined ? null : Math.max(0, Math.ceil((Date.parse(next.at) - nowMs) / 1000));
}

function nextStep({ status, due: [next], expiresAt }: Payment): DueStep | null {
  const isExpiryFirst =
    status === "open" && expiresAt !== null && (next === undefined || expiresAt < next.at);
  return isExpiryFirst ? { at: expiresAt, status: "expired" } : (next ?? null);
}

function become(payment: Payment, status: PaymentStatus, paidMinor: number = payment.amountMinor): Payment {
  if (!mayBecome(payment.status, status)) {
    throw new Error(`a payment that is ${payment.status} cannot become ${status}`);
  }
  return {
    ...payment,
    status,
    reason: status === "failed" ? "The payment was declined." : null,
    paidMinor: status === "paid" ? paidMinor : payment.paidMinor,
    due: isFinal(status) ? [] : payment.due,
  };
}

function withPaidDue(payment: Payment, afterSeconds: number | null, nowMs: number): Payment {
  if (afterSeconds === null) return payment;
  const at = new Date(nowMs + afterSeconds * 1000).toISOString();
  return { ...payment, due: [...payment.due, { at, status: "paid" }] };
}
