import { Type } from "typebox";
import type { Json } from "#domain/json.ts";
import { fileTypes, largestFile, mostFiles } from "#domain/order/order-file.ts";
import { choice, nothing, nullableText, orderIdParameter, successOf, text, time } from "./members.ts";
import type { Operation } from "./operation.ts";
import { cartId, directId, sent } from "./order-examples.ts";
import { statusMember } from "./payment-schema.ts";
import { readReceipt, readReceiptAtTerminals } from "./receipt-operations.ts";

const noTexts: Json = { custom_1: null, custom_2: null, custom_3: null };

const cancelOrder: Operation = {
  id: "cancelOrder",
  family: "Orders",
  method: "POST",
  path: "/orders/{order_id}/cancel",
  summary: "Cancel a payment in progress",
  description:
    "Gives up a page that nobody has paid on, or a payment whose money cannot have moved. No body is needed.",
  parameters: [orderIdParameter],
  answer: successOf(
    Type.Object(
      {
        status: statusMember,
        financial_status: Type.Null(),
        created: time("When the order was made."),
        modified: time("When it was cancelled."),
        fastcheckout: Type.String(),
        costs: Type.Array(Type.Unknown(), { maxItems: 0 }),
        custom_info: Type.Object({
          custom_1: nullableText(""),
          custom_2: nullableText(""),
          custom_3: nullableText(""),
        }),
        payment_details: Type.Object({}, { maxProperties: 0 }),
        payment_methods: Type.Null(),
      },
      { title: "CancelledOrder" },
    ),
  ),
  refusals: [1006],
  forbidden: "The order is not, or no longer, in progress",
  examples: [
    {
      name: "cancel",
      summary: "The shopper changed his mind",
      parameters: { order_id: cartId },
      answer: sent({
        costs: [],
        created: "2026-01-28T09:01:07",
        custom_info: noTexts,
        fastcheckout: "NO",
        financial_status: null,
        modified: "2026-01-28T09:06:40",
        payment_details: {},
        payment_methods: null,
        status: "cancelled",
      }),
    },
  ],
};

const addOrderFile: Operation = {
  id: "addOrderFile",
  family: "Orders",
  method: "POST",
  path: "/orders/{order_id}/files",
  summary: "Add a document to an order",
  description: `An invoice, a proof of delivery. While a chargeback waits for the shop it answers the dispute, which is submitted
then. At most ${mostFiles} documents of ${largestFile} bytes; they are kept encrypted, and no call gives them back.`,
  parameters: [orderIdParameter],
  body: Type.Object(
    {
      type: choice(fileTypes, "What the file is; it must begin as one."),
      base64: Type.String({
        minLength: 4,
        maxLength: base64Length(largestFile),
        description: "The file in base64 (RFC 4648 §4).",
      }),
      name: Type.Optional(text(255, "What it is called.")),
      description: Type.Optional(text(1_000, "What it shows.")),
    },
    { title: "OrderFile" },
  ),
  answer: nothing,
  refusals: [1006, 1000],
  examples: [
    {
      name: "proof",
      summary: "Proof of delivery",
      parameters: { order_id: directId },
      body: {
        type: "PDF",
        base64: "JVBERi0xLjcKU2lnbmVkIGJ5IFNhbSBTYW1wbGUKJSVFT0YK",
        name: "delivery.pdf",
        description: "Signed by the shopper",
      },
      answer: sent({}),
    },
  ],
};

/** Four characters for three bytes, the last ones filled up. */
function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}

/** What a shop does with an order beside its money. */
export const orderRecordOperations: readonly Operation[] = [
  cancelOrder,
  addOrderFile,
  readReceipt,
  readReceiptAtTerminals,
];
