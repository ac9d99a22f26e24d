import { behaviourOf } from "./methods.ts";
import { type Payment, type Refund, refundedMinor } from "./payment.ts";
import { checkAfterSeconds } from "./payment-changes.ts";

/** A payment as `docs/protocols/bank-link.md` has it. */
export function paymentMembers(
  payment: Payment,
  { publicUrl, nowMs }: { readonly publicUrl: string; readonly nowMs: number },
): object {
  const hasPage = behaviourOf(payment.method).page !== "none" && payment.status === "open";
  return {
    id: payment.id,
    reference: payment.reference,
    method: payment.method,
    amount: payment.amountMinor,
    currency: payment.currency,
    status: payment.status,
    reason: payment.reason,
    checkout_url: hasPage ? `${publicUrl}/bank/pay/${payment.id}` : null,
    instructions: instructions(payment),
    account: isPayerKnown(payment) ? payment.payer : null,
    // What the shopper is still to agree to is no mandate yet.
    mandate: isPayerKnown(payment) ? payment.mandate : null,
    amount_paid: payment.paidMinor,
    amount_refunded: refundedMinor(payment),
    check_after: checkAfterSeconds(payment, nowMs),
  };
}

export function refundMembers({ id, reference, amountMinor }: Refund): object {
  return { id, reference, amount: amountMinor, status: "completed" };
}

/** A payment as the control interface shows it. */
export function bankLine(payment: Payment): object {
  return {
    id: payment.id,
    reference: payment.reference,
    method: payment.method,
    status: payment.status,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    paidMinor: payment.paidMinor,
    refundedMinor: refundedMinor(payment),
    refunds: payment.refunds,
    shipments: payment.shipments,
  };
}

/** What the shopper has to write on his transfer, and where it goes. */
function instructions({ transferReference }: Payment): object | null {
  if (transferReference === null) return null;
  return {
    reference: transferReference,
    holder: "Sluis Test Payments",
    city: "Amsterdam",
    country: "NL",
    iban: "NL91ABNA0417164300",
    bic: "ABNANL2A",
    bank: "Sluis Test Bank",
  };
}

/** A shopper's own bank tells his account when he pays; a debit names it from the start. */
function isPayerKnown({ method, status }: Payment): boolean {
  return method === "DIRDEB" || status === "pending" || status === "authorized" || status === "paid";
}
