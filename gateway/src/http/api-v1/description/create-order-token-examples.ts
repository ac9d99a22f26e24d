import type { Example } from "./operation.ts";
import { basics, numbers, paidOrder, reference, sent, shopper, testCard, token } from "./order-examples.ts";

const kept = { recurring_id: token, recurring_model: "cardOnFile", recurring_flow: "token" };

/** A card that is left at one payment, and charged at the next. */
export const tokenExamples: readonly Example[] = [
  {
    name: "leave-card",
    summary: "Pay and leave the card: recurring_id of payment_details is its token",
    body: {
      type: "direct",
      gateway: "VISA",
      order_id: "docs-initial-1",
      ...basics,
      recurring_model: "cardOnFile",
      customer: { ...shopper, reference },
      gateway_info: { ...testCard, flexible_3d: false },
    },
    answer: sent({
      ...paidOrder,
      order_id: "docs-initial-1",
      transaction_id: numbers.initial,
      payment_details: { type: "VISA", last4: 1111, ...kept },
      payment_url: "http://localhost:8080/connect/aT5nWq9XcVb3KmZr7LyPs1JdHf4GuEo8IxD/result?lang=en_US",
    }),
  },
  {
    name: "charge-token",
    summary: "Charge the card that was left",
    body: {
      type: "direct",
      order_id: "docs-charge-1",
      ...basics,
      recurring_id: token,
      customer: { reference },
    },
    answer: sent({
      ...paidOrder,
      order_id: "docs-charge-1",
      transaction_id: numbers.charge,
      payment_details: { type: "VISA", last4: 1111, ...kept },
      payment_url: "http://localhost:8080/connect/gR8bYm2TzQx6NvLd4WcKs9PjHa1FuEo5IiC/result?lang=en_US",
    }),
  },
];
