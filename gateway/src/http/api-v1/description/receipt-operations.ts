import { type TSchema, Type } from "typebox";
import type { Json } from "#domain/json.ts";
import { minorUnits, nullable, nullableText, orderIdParameter, successOf, time } from "./members.ts";
import type { Operation } from "./operation.ts";
import { directId, numbers, sent } from "./order-examples.ts";
import { relatedTransaction } from "./related-schema.ts";

const item = Type.Object({
  name: nullableText(""),
  quantity: nullable(Type.Union([Type.Number(), Type.String()]), ""),
  unit_price: nullable(Type.Union([Type.Number(), Type.String()]), "In major units, without tax."),
  item_price: nullableText("The same, times the quantity."),
  currency: nullableText(""),
});

const payment = Type.Object(
  Object.fromEntries(
    [
      "application_id",
      "authorization_code",
      "card_acceptor_location",
      "card_entry_mode",
      "card_expiry_date",
      "cardholder_verification_method",
      "issuer_bin",
      "issuer_country_code",
      "last4",
      "payment_method",
      "response_code",
      "terminal_id",
    ].map((name): [string, TSchema] => [name, nullableText("")]),
  ),
  { description: "What was paid with; null is what the method or the sale does not have." },
);

const receipt = Type.Object(
  {
    merchant: Type.Object({ name: Type.String(), address: Type.String() }),
    order: Type.Object({
      transaction_id: Type.String(),
      amount: minorUnits("What was ordered."),
      amountrefunded: minorUnits("Sum of the accepted refunds."),
      currency: Type.String(),
      completed: nullable(time(""), "When it was paid."),
      items: nullable(Type.Object({ items: Type.Array(item) }), "Of the cart; null without one."),
      tip: Type.Null(),
    }),
    payment,
    printed_on: time("Now."),
    related_transactions: nullable(Type.Array(relatedTransaction), "As in the order."),
  },
  { title: "Receipt" },
);

const answer: Json = {
  merchant: { address: "Amsterdam, NL", name: "Demo shop" },
  order: {
    amount: 1000,
    amountrefunded: 0,
    completed: "2026-01-28T09:01:07",
    currency: "EUR",
    items: null,
    tip: null,
    transaction_id: String(numbers.payment),
  },
  payment: {
    application_id: null,
    authorization_code: "A10001",
    card_acceptor_location: "Amsterdam, NL",
    card_entry_mode: "UNKNOWN",
    card_expiry_date: "3012",
    cardholder_verification_method: null,
    issuer_bin: "411111",
    issuer_country_code: null,
    last4: "1111",
    payment_method: "VISA",
    response_code: "00",
    terminal_id: "SLUIS001",
  },
  printed_on: "2026-02-01T12:00:00",
  related_transactions: null,
};

export const readReceipt: Operation = {
  id: "readReceipt",
  family: "Orders",
  method: "GET",
  path: "/receipt/{order_id}",
  summary: "Read a receipt",
  description: "Of an order that is paid. The key of an account reads those of all its sites.",
  parameters: [
    orderIdParameter,
    {
      name: "transaction_id",
      in: "query",
      schema: Type.String({ description: "Where given, it must be the number of the payment." }),
    },
  ],
  answer: successOf(receipt),
  refusals: [1006, 1000],
  examples: [
    {
      name: "read",
      summary: "Of the direct order",
      parameters: { order_id: directId, transaction_id: String(numbers.payment) },
      answer: sent(answer),
    },
  ],
};

export const readReceiptAtTerminals: Operation = {
  ...readReceipt,
  id: "readReceiptAtTerminals",
  path: "/pos/receipt/{order_id}",
  summary: "Read a receipt, by its other path",
  description: "The same; both paths are in use.",
};
