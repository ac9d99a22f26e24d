import type { Example } from "./operation.ts";
import {
  basics,
  cartId,
  directId,
  noCostsYet,
  numbers,
  paidOrder,
  redirectId,
  reservedId,
  sent,
  shopper,
  testCard,
} from "./order-examples.ts";

/** Orders by card, and pages on which the shopper chooses. */
export const cardExamples: readonly Example[] = [
  {
    name: "redirect",
    summary: "A redirect order: send the shopper to payment_url",
    body: {
      type: "redirect",
      order_id: redirectId,
      ...basics,
      payment_options: {
        redirect_url: "https://shop.example.com/thanks",
        cancel_url: "https://shop.example.com/cart",
      },
      customer: shopper,
    },
    answer: sent({
      order_id: redirectId,
      payment_url: "http://localhost:8080/connect/u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8/?lang=en_US",
      session_id: "u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8",
    }),
  },
  {
    name: "direct",
    summary: "A direct order without 3-D Secure: paid at once",
    body: {
      type: "direct",
      gateway: "CREDITCARD",
      order_id: directId,
      ...basics,
      customer: shopper,
      gateway_info: { ...testCard, flexible_3d: false },
    },
    answer: sent({
      ...paidOrder,
      payment_url: "http://localhost:8080/connect/hN2vTzYc5QeW8rLk1MxBs7JdFa3UoGpEi6R/result?lang=en_US",
    }),
  },
  {
    name: "challenge",
    summary: "A direct order with 3-D Secure: show customer_verification.html or go to payment_url",
    body: {
      type: "direct",
      gateway: "CREDITCARD",
      order_id: "docs-challenge-1",
      ...basics,
      customer: shopper,
      gateway_info: { ...testCard, card_number: "5555555555554444" },
    },
    answer: sent({
      ...paidOrder,
      order_id: "docs-challenge-1",
      transaction_id: numbers.challenge,
      costs: noCostsYet(numbers.challenge),
      status: "initialized",
      financial_status: "initialized",
      reason: "3D Secure Authorization",
      payment_url: "http://localhost:8080/connect/qS9dVb4KfXw2ZnRy6TjCm8PgHu1LeAo5IxM/?lang=en_US",
      customer_verification: { type: "form", html: "<html>…</html>" },
    }),
  },
  {
    name: "cart",
    summary: "A redirect order with a cart that must fit the amount",
    body: {
      order_id: cartId,
      currency: "EUR",
      amount: 2420,
      description: "Two tickets",
      shopping_cart: {
        items: [
          {
            name: "Ticket",
            unit_price: "10.00",
            quantity: 2,
            merchant_item_id: "T1",
            tax_table_selector: "high",
          },
        ],
      },
      checkout_options: {
        validate_cart: true,
        tax_tables: {
          alternate: [{ name: "high", standalone: false, rules: [{ country: "NL", rate: 0.21 }] }],
        },
      },
    },
    answer: sent({
      order_id: cartId,
      payment_url: "http://localhost:8080/connect/Wb3xKq7MvLz1PnTc9RsYd5JgFh2UeAo8IyC/?lang=en_US",
      session_id: "Wb3xKq7MvLz1PnTc9RsYd5JgFh2UeAo8IyC",
    }),
  },
  {
    name: "reserve",
    summary: "Reserve the amount for a manual capture",
    body: {
      type: "direct",
      gateway: "VISA",
      order_id: reservedId,
      ...basics,
      capture: "manual",
      customer: shopper,
      gateway_info: { ...testCard, flexible_3d: false },
    },
    answer: sent({
      ...paidOrder,
      order_id: reservedId,
      transaction_id: numbers.reserved,
      costs: noCostsYet(numbers.reserved),
      financial_status: "initialized",
      payment_url: "http://localhost:8080/connect/Zk5mXw8QvBn2LrTy7PsCd3JgHf6UeAo1IxE/result?lang=en_US",
    }),
  },
];
