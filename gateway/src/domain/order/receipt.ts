import type { Site } from "../merchant/site.ts";
import type { Json, JsonObject } from "../json.ts";
import { multiply, parseDecimal, toFixed } from "../decimal.ts";
import { toWire } from "../money.ts";
import { type Attempt, isCardAttempt, methodOf } from "../payment/attempt.ts";
import { presentRelated } from "../related/present-related.ts";
import type { RelatedTransaction } from "../related/related-transaction.ts";
import { type Instant, toOrderTime } from "../time.ts";
import type { CartItem } from "./cart-items.ts";
import type { Order } from "./order.ts";

/**
 * The receipt of a paid order (contract, orders.md §8). What only a terminal
 * knows, such as a tip or the application of a chip, is null.
 */
export function presentReceipt({ order, attempt, related, site }: ReceiptOf, printedAt: Instant): JsonObject {
  return {
    merchant: { address: `${site.acceptor.city}, ${site.acceptor.country}`, name: site.name },
    order: {
      amount: toWire(order.money.amount),
      amountrefunded: toWire(order.amountRefunded),
      completed: order.completedAt === null ? null : toOrderTime(order.completedAt),
      currency: order.money.currency,
      items: order.details.cart === null ? null : { items: order.details.cart.items.map(presentItem) },
      tip: null,
      transaction_id: String(order.transactionId),
    },
    payment: presentPayment(attempt, site),
    printed_on: toOrderTime(printedAt),
    related_transactions: presentRelated({ order, attempt, related }, site),
  };
}

export interface ReceiptOf {
  readonly order: Order;
  readonly attempt: Attempt;
  readonly related: readonly RelatedTransaction[];
  readonly site: Site;
}

/** `item_price` is the price of the line, unit price times quantity, without tax. */
const presentItem = (item: CartItem): Json => {
  const price = parseDecimal(item.unitPrice);
  const quantity = parseDecimal(item.quantity, quantityDecimals);
  return {
    currency: item.currency,
    item_price: price === null || quantity === null ? null : toFixed(multiply(price, quantity), 2),
    name: item.name,
    quantity: item.quantity,
    unit_price: item.unitPrice,
  };
};

/** As many as a cart's quantity may have. */
const quantityDecimals = 20;

/** Members of a card are null for a payment that was made without one. */
function presentPayment(attempt: Attempt, site: Site): JsonObject {
  const paid = isCardAttempt(attempt) ? attempt : null;
  return {
    application_id: null,
    authorization_code: paid?.authorization?.authorizationCode ?? null,
    card_acceptor_location: `${site.acceptor.city}, ${site.acceptor.country}`,
    card_entry_mode: "UNKNOWN",
    card_expiry_date: paid?.card.expiry ?? null,
    cardholder_verification_method: paid?.authentication?.transStatus === "Y" ? "3D Secure" : null,
    issuer_bin: paid?.card.bin ?? null,
    issuer_country_code: null,
    last4: paid?.card.last4 ?? null,
    payment_method: methodOf(attempt),
    response_code: paid?.authorization?.responseCode ?? null,
    terminal_id: site.acceptor.terminalId,
  };
}
