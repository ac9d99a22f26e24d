import type { Json, JsonObject } from "#domain/json.ts";

/** The orders of the examples: made by the first call of the document, used by those after it. */
export const redirectId = "docs-redirect-1";
export const directId = "docs-direct-1";
export const reservedId = "docs-reserved-1";
export const cartId = "docs-cart-1";
export const laterId = "docs-later-1";
export const checkoutId = "docs-checkout-1";

/** The shopper who leaves a card, and what the shop calls it then. */
export const reference = "docs-shopper-1";
export const token = "Qm7dVx2KfZnRy4TjCb9PgH";

export const basics = { currency: "EUR", amount: 1000, description: "Two tickets" };

export const shopper: JsonObject = {
  first_name: "Sam",
  last_name: "Sample",
  email: "shopper@example.com",
  country: "NL",
  locale: "en_US",
  ip_address: "192.0.2.10",
};

/** A public test card; it pays without a challenge where `flexible_3d` is false. */
export const testCard: JsonObject = {
  card_number: "4111111111111111",
  card_holder_name: "Sam Sample",
  card_expiry_date: "3012",
  card_cvc: "123",
};

const at = "2026-01-28T09:01:07";
const transactionId = 100000001;

/** The order object of the paid direct order. */
export const paidOrder: JsonObject = {
  amount: 1000,
  amount_refunded: 0,
  costs: [
    {
      transaction_id: transactionId + 1,
      amount: 0.6,
      description: "2.9 % For Visa CreditCards Transactions (min 0.6)",
      type: "SYSTEM",
    },
  ],
  created: at,
  completed: at,
  currency: "EUR",
  custom_info: { custom_1: null, custom_2: null, custom_3: null },
  customer: {
    address1: null,
    address2: null,
    city: null,
    company_name: null,
    country: "NL",
    country_name: "The Netherlands",
    email: "shopper@example.com",
    first_name: "Sam",
    house_number: null,
    ip_address: "192.0.2.10",
    last_name: "Sample",
    locale: "en_US",
    phone1: null,
    phone2: "",
    reference: null,
    state: null,
    zip_code: null,
  },
  description: "Two tickets",
  fastcheckout: "NO",
  financial_status: "completed",
  items: null,
  modified: at,
  order_id: directId,
  payment_details: {
    account_holder_name: "Sam Sample",
    authorization_code: "A10001",
    card_expiry_date: 3012,
    external_transaction_id: "602809000001",
    issuer_bin: "411111",
    last4: 1111,
    response_code: "00",
    type: "VISA",
  },
  payment_methods: [
    {
      account_holder_name: "Sam Sample",
      amount: 1000,
      card_expiry_date: 3012,
      currency: "EUR",
      description: "Two tickets",
      external_transaction_id: "602809000001",
      last4: 1111,
      payment_description: "Visa",
      status: "completed",
      type: "VISA",
    },
  ],
  reason: null,
  reason_code: "",
  related_transactions: null,
  status: "completed",
  transaction_id: transactionId,
  var1: null,
  var2: null,
  var3: null,
};

/** `costs` of a payment whose money has not come. */
export const noCostsYet = (payment: number): Json => [
  { transaction_id: payment + 1, amount: 0, description: "", type: "SYSTEM" },
];

/** The reserved refund of the examples, as `related_transactions` tells it. */
export const reservedRefund: JsonObject = {
  amount: 250,
  costs: [],
  created: at,
  currency: "EUR",
  description: "One ticket came back",
  items: null,
  modified: at,
  order_id: directId,
  reference_transaction_id: transactionId,
  refund_order_id: "docs-direct-1-r1",
  status: "reserved",
  transaction_id: transactionId + 4,
  type: "refund",
};

export const numbers = {
  payment: transactionId,
  refund: transactionId + 4,
  refundOfRest: transactionId + 5,
  reserved: transactionId + 6,
  capture: transactionId + 8,
  challenge: transactionId + 10,
  ideal: transactionId + 12,
  transfer: transactionId + 14,
  later: transactionId + 16,
  refundOfCart: transactionId + 18,
  initial: transactionId + 20,
  charge: transactionId + 22,
};

export const sent = (data: Json): JsonObject => ({ success: true, data });

const ticket: JsonObject = { name: "Ticket", unit_price: "10.00", quantity: 2, merchant_item_id: "T1" };

/** Two tickets with tax: EUR 24.20. */
export const laterCart = {
  shopping_cart: { items: [ticket] },
  checkout_options: { tax_tables: { default: { rate: 0.21, shipping_taxed: true } } },
};

/** What remains of it when one ticket comes back. */
export const cartOfOneTicket: JsonObject = {
  items: [ticket, { name: "Ticket, returned", unit_price: "-10.00", quantity: 1, merchant_item_id: "T1" }],
};
