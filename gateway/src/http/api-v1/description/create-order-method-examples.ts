import type { JsonObject } from "#domain/json.ts";
import type { Example } from "./operation.ts";
import {
  basics,
  checkoutId,
  laterCart,
  laterId,
  noCostsYet,
  numbers,
  paidOrder,
  sent,
  shopper,
} from "./order-examples.ts";

const noAccount = { account_holder_name: null, account_iban: null, account_bic: null };

/** An order at a provider, before its money has come. */
function providerOrder({
  gateway,
  name,
  status,
  ...members
}: JsonObject &
  Readonly<Record<"gateway" | "name" | "status", string>> & { readonly transaction_id: number }): JsonObject {
  const { completed: _, ...unpaid } = paidOrder;
  return {
    ...unpaid,
    ...members,
    costs: noCostsYet(members.transaction_id),
    status,
    financial_status: status,
    payment_details: { type: gateway, external_transaction_id: "602809000012", ...noAccount },
    payment_methods: [
      {
        ...noAccount,
        amount: members["amount"] ?? 1000,
        currency: "EUR",
        description: "Two tickets",
        external_transaction_id: "602809000012",
        payment_description: name,
        status,
        type: gateway,
      },
    ],
  };
}

/** Orders that are not paid by card. */
export const methodExamples: readonly Example[] = [
  {
    name: "ideal",
    summary: "A direct iDEAL order: send the shopper to the bank at payment_url",
    body: {
      type: "direct",
      gateway: "IDEAL",
      order_id: "docs-ideal-1",
      ...basics,
      customer: shopper,
      gateway_info: { issuer_id: "0021" },
    },
    answer: sent({
      ...providerOrder({
        gateway: "IDEAL",
        name: "iDEAL",
        status: "initialized",
        order_id: "docs-ideal-1",
        transaction_id: numbers.ideal,
      }),
      payment_url: "http://localhost:8090/bank/pay/bp_7Kq2ZxV9mN4cR8tW1yLs",
    }),
  },
  {
    name: "bank-transfer",
    summary: "A bank transfer: tell the shopper where the money must go to",
    body: {
      type: "direct",
      gateway: "BANKTRANS",
      order_id: "docs-transfer-1",
      ...basics,
      customer: shopper,
    },
    answer: sent({
      ...providerOrder({
        gateway: "BANKTRANS",
        name: "Bank transfer",
        status: "initialized",
        order_id: "docs-transfer-1",
        transaction_id: numbers.transfer,
      }),
      gateway_info: {
        destination_holder_city: "Amsterdam",
        destination_holder_country: "NL",
        destination_holder_iban: "NL87ABNA0000000001",
        destination_holder_name: "Demo shop",
        destination_holder_swift: "ABNANL2A",
        issuer_name: "Demo bank",
        reference: "9082 4416 3325 7170",
      },
      payment_url: "http://localhost:8080/connect/kB4sXw7NvQz2LmTy9RcPd5JgHf1UeAo6IxE/?lang=en_US",
    }),
  },
  {
    name: "pay-later",
    summary: "Pay after delivery: uncleared until the shop takes it or lets it go",
    body: {
      type: "direct",
      gateway: "PAYAFTER",
      order_id: laterId,
      currency: "EUR",
      amount: 2420,
      description: "Two tickets",
      customer: { ...shopper, phone: "0200000000" },
      gateway_info: { birthday: "1990-12-31", bank_account: "NL87ABNA0000000001" },
      ...laterCart,
    },
    answer: sent({
      ...providerOrder({
        gateway: "PAYAFTER",
        name: "Pay After Delivery",
        status: "uncleared",
        order_id: laterId,
        transaction_id: numbers.later,
        amount: 2420,
      }),
      payment_url: "http://localhost:8080/connect/mD2xTw6KvQz9LnRy4BcPs8JgHf3UeAo7IxA/result?lang=en_US",
    }),
  },
  {
    name: "fast-checkout",
    summary: "FastCheckout: the page does the whole checkout of the cart",
    body: {
      type: "checkout",
      order_id: checkoutId,
      currency: "EUR",
      amount: 2420,
      ...laterCart,
    },
    answer: sent({
      order_id: checkoutId,
      payment_url: "http://localhost:8080/connect/pV7cZk3XmQw9NbTy2LrSd6JgHf5UeAo1IxB/?lang=en_US",
      session_id: "pV7cZk3XmQw9NbTy2LrSd6JgHf5UeAo1IxB",
    }),
  },
  {
    name: "split",
    summary: "A marketplace order: a tenth and a fixed fee go to other merchants",
    body: {
      order_id: "docs-split-1",
      ...basics,
      affiliate: {
        split_payments: [
          { merchant: 10001002, percentage: 10, description: "Commission" },
          { merchant: 10001003, fixed: 50, description: "Fee of the order" },
        ],
      },
    },
    answer: sent({
      order_id: "docs-split-1",
      payment_url: "http://localhost:8080/connect/yH6nBx1RvQk8MwTz3LcPs9JdGf4UeAo7IiV/?lang=en_US",
      session_id: "yH6nBx1RvQk8MwTz3LcPs9JdGf4UeAo7IiV",
    }),
  },
];
