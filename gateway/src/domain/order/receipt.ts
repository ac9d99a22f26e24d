import type { Site } from "../merchant/site.ts";
import type { Json, JsonObject } from "../json.ts";
import { multiply, parseDecimal, toFixed } from "../decimal.ts";
import { toWire } from "../money.ts";
import type { Attempt } from "../payment/attempt.ts";
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
    related_transactions: presentRelated(order, site, related),
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

const presentPayment = ({ card, authorization, authentication }: Attempt, site: Site): JsonObject => ({
  application_id: null,
  authorization_code: authorization?.authorizationCode ?? null,
  card_acceptor_location: `${site.acceptor.city}, ${site.acceptor.country}`,
  card_entry_mode: "UNKNOWN",
  card_expiry_date: card.expiry,
  cardholder_verification_method: authentication?.transStatus === "Y" ? "3D Secure" : null,
  issuer_bin: card.bin,
  issuer_country_code: null,
  last4: card.last4,
  payment_method: card.brand,
  response_code: authorization?.responseCode ?? null,
  terminal_id: site.acceptor.terminalId,
});
