import { Type } from "typebox";
import { shoppingCart } from "./cart-schema.ts";
import {
  amountMember,
  choice,
  currencyMember,
  nothing,
  orderIdParameter,
  successOf,
  text,
  transactionIdMember,
} from "./members.ts";
import type { Operation } from "./operation.ts";
import { cartOfOneTicket, directId, laterId, numbers, reservedRefund, sent } from "./order-examples.ts";
import { relatedTransaction } from "./related-schema.ts";

const createRefund: Operation = {
  id: "createRefund",
  family: "Refunds",
  method: "POST",
  path: "/orders/{order_id}/refunds",
  summary: "Refund an order",
  description: `Of a paid order, wholly or in part, as often as something is left. The refund is reserved until the nightly run
(midnight in Amsterdam) gives the money back; until then it can be cancelled. Of refunds at the same time that are too much
together, one is refused. The same amount again within five minutes is taken for a mistake.

Without amount, or with 0, everything that is left goes back. With checkout_data and no amount, what goes back is the
difference to the cart that remains: all items of the order, and lines of negative price for what comes back. Of a pay-later
order the cart counts even where an amount stands beside it.

A method has a time for refunds: cards 180 days, PayPal 60 days, the others one or two years. While a chargeback stands,
nothing is refunded.`,
  parameters: [orderIdParameter],
  body: Type.Object(
    {
      currency: Type.Optional(currencyMember("That of the order. Required, unless a cart is sent.")),
      amount: Type.Optional(amountMember("What goes back.")),
      description: Type.Optional(text(200, "What it is for.")),
      refund_order_id: Type.Optional(text(50, "The shop's own id of the refund. Default: the order id.")),
      checkout_data: Type.Optional(
        Type.Object(
          { items: Type.Optional(shoppingCart.properties.items) },
          { description: "The cart that remains." },
        ),
      ),
      var1: Type.Optional(text(500, "Free text, kept.")),
      var2: Type.Optional(text(500, "Free text, kept.")),
      var3: Type.Optional(text(500, "Free text, kept.")),
    },
    { title: "RefundRequest" },
  ),
  answer: successOf(
    Type.Object({
      order_id: Type.String(),
      transaction_id: transactionIdMember("The payment."),
      refund_id: transactionIdMember("The refund."),
    }),
  ),
  refusals: [404, 1001, 1002, 1006, 1008, 1010, 1034],
  examples: [
    {
      name: "part",
      summary: "A part goes back",
      parameters: { order_id: directId },
      body: {
        currency: "EUR",
        amount: 250,
        description: "One ticket came back",
        refund_order_id: "docs-direct-1-r1",
      },
      answer: sent({ order_id: directId, transaction_id: numbers.payment, refund_id: numbers.refund }),
    },
    {
      name: "rest",
      summary: "All that is left goes back",
      parameters: { order_id: directId },
      body: { currency: "EUR" },
      answer: sent({ order_id: directId, transaction_id: numbers.payment, refund_id: numbers.refundOfRest }),
    },
    {
      name: "cart",
      summary: "One of two tickets of a pay-later order comes back",
      parameters: { order_id: laterId },
      body: { checkout_data: cartOfOneTicket, description: "One ticket came back" },
      answer: sent({ order_id: laterId, transaction_id: numbers.later, refund_id: numbers.refundOfCart }),
    },
  ],
};

const listRefunds: Operation = {
  id: "listRefunds",
  family: "Refunds",
  method: "GET",
  path: "/orders/{order_id}/refunds",
  summary: "List the refunds of an order",
  description: "The same objects as in `related_transactions` of the order, refunds only.",
  parameters: [orderIdParameter],
  answer: successOf(Type.Array(relatedTransaction)),
  refusals: [1033],
  examples: [
    {
      name: "list",
      summary: "The first of them",
      parameters: { order_id: directId },
      answer: sent([reservedRefund]),
    },
  ],
};

const refundIdParameter = {
  name: "refund_id",
  in: "path",
  schema: transactionIdMember("`refund_id` of the answer to the refund."),
} as const;

const cancelRefund: Operation = {
  id: "cancelRefund",
  family: "Refunds",
  method: "PATCH",
  path: "/orders/{order_id}/refunds/{refund_id}",
  summary: "Cancel a refund",
  description: "While it is reserved. Sum, status and cart of the order are again what they were without it.",
  parameters: [orderIdParameter, refundIdParameter],
  body: Type.Object(
    {
      status: Type.Optional(choice(["void", "cancelled"], "Nothing else can be asked for.")),
      description: Type.Optional(Type.String({ description: "Why." })),
    },
    { title: "RefundCancellation" },
  ),
  answer: nothing,
  refusals: [1033, 1034],
  examples: [
    {
      name: "void",
      summary: "The shopper keeps the ticket",
      parameters: { order_id: directId, refund_id: String(numbers.refund) },
      body: { status: "void", description: "The shopper keeps the ticket" },
      answer: sent({}),
    },
  ],
};

const deleteRefund: Operation = {
  id: "deleteRefund",
  family: "Refunds",
  method: "DELETE",
  path: "/orders/{order_id}/refunds/{refund_id}",
  summary: "Cancel a refund, by DELETE",
  description: "The same as setting it to void; a body is not needed.",
  parameters: [orderIdParameter, refundIdParameter],
  answer: nothing,
  refusals: [1033, 1034],
  examples: [
    {
      name: "delete",
      summary: "The other refund is cancelled too",
      parameters: { order_id: directId, refund_id: String(numbers.refundOfRest) },
      answer: sent({}),
    },
  ],
};

export const refundOperations: readonly Operation[] = [createRefund, listRefunds, cancelRefund, deleteRefund];
