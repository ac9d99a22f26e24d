import { netOf, presentMinorCosts } from "../fee/present-costs.ts";
import type { JsonObject } from "../json.ts";
import { toWire } from "../money.ts";
import { type Attempt, methodOf } from "../payment/attempt.ts";
import { listedNameOf, sideOf } from "../related/listed-type.ts";
import { presentDispute, presentRelatedState } from "../related/present-related.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import { toOrderTime } from "../time.ts";
import type { Order } from "./order.ts";
import { wireStatusOf } from "./phase.ts";

/** A payment, or a refund or chargeback, as a line of `GET /transactions` (contract, tokens-transactions-account.md §2). */
export function presentTransaction(
  order: Order,
  attempt: Attempt,
  related: RelatedTransaction | null,
): JsonObject {
  const common = {
    currency: order.money.currency,
    customer: {
      email: order.details.customer.email ?? "",
      first_name: order.details.customer.firstName ?? "",
      iban: attempt.kind === "transfer" ? (attempt.provider.account?.iban ?? "") : "",
      last_name: order.details.customer.lastName ?? "",
    },
    invoice_id: typeof order.fulfilment["invoice_id"] === "string" ? order.fulfilment["invoice_id"] : "",
    order_id: order.orderId,
    payment_method: methodOf(attempt),
    site_id: order.siteId,
    var1: order.details.vars[0] ?? "",
    var2: order.details.vars[1] ?? "",
    var3: order.details.vars[2] ?? "",
  };
  return related === null
    ? { ...common, ...payment(order) }
    : { ...common, ...followUp(order, attempt, related) };
}

function payment(order: Order): JsonObject {
  const { status, financialStatus } = wireStatusOf(order);
  return {
    amount: toWire(order.money.amount),
    ...(order.completedAt === null ? {} : { completed: toOrderTime(order.completedAt) }),
    costs: presentMinorCosts(order),
    created: toOrderTime(order.createdAt),
    debit_credit: "C",
    description: order.details.description,
    financial_status: financialStatus,
    net: netOf(order),
    status,
    transaction_id: order.transactionId,
    type: order.type === "checkout" ? "fastcheckout" : "payment",
    updated: toOrderTime(order.modifiedAt),
  };
}

function followUp(order: Order, attempt: Attempt, related: RelatedTransaction): JsonObject {
  const { status, financialStatus } = presentRelatedState(related, attempt);
  return {
    amount: toWire(related.money.amount),
    costs: [],
    ...(related.state === "completed" ? { completed: toOrderTime(related.modifiedAt) } : {}),
    created: toOrderTime(related.createdAt),
    debit_credit: sideOf(related.type),
    description: related.description === "" ? order.details.description : related.description,
    financial_status: financialStatus,
    net: toWire(related.money.amount),
    status,
    transaction_id: related.transactionId,
    ...(related.dispute === null ? {} : { dispute: presentDispute(related.dispute) }),
    type: listedNameOf(related.type),
    updated: toOrderTime(related.modifiedAt),
  };
}
