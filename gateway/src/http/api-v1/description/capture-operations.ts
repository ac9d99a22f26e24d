import { Type } from "typebox";
import {
  amountMember,
  orderIdMember,
  orderIdParameter,
  successOf,
  text,
  transactionIdMember,
} from "./members.ts";
import type { Operation } from "./operation.ts";
import { numbers, reservedId, sent } from "./order-examples.ts";
import { fulfilmentMembers } from "./order-operations.ts";

const captureOrder: Operation = {
  id: "captureOrder",
  family: "Capture",
  method: "POST",
  path: "/orders/{order_id}/capture",
  summary: "Capture a reserved amount",
  description: `Takes what an order with capture manual has reserved: all of it, or a part as an order of its own. Never more than
what is left. A capture that the acquirer has not answered in time goes on (1021); read the order again.`,
  parameters: [orderIdParameter],
  body: Type.Object(
    {
      amount: Type.Optional(amountMember("What is taken; absent: all that is left.")),
      new_order_id: Type.Optional({
        ...orderIdMember,
        description: "Id of the captured order. Required where only a part is taken.",
      }),
      new_order_status: Type.Optional(text(50, "completed; other values mean the same.")),
      ...fulfilmentMembers,
    },
    { title: "CaptureRequest" },
  ),
  answer: successOf(
    Type.Object({
      transaction_id: transactionIdMember("The captured payment; of a full capture the order's own."),
      order_id: Type.String({
        description: "Of a partial capture new_order_id, of a full one the order's own.",
      }),
    }),
  ),
  refusals: [1001, 1006, 1000, 1021],
  examples: [
    {
      name: "part",
      summary: "A part is sent and taken",
      parameters: { order_id: reservedId },
      body: { amount: 400, new_order_id: "docs-reserved-1-a", invoice_id: "INV-2026-002" },
      answer: sent({ transaction_id: numbers.capture, order_id: "docs-reserved-1-a" }),
    },
  ],
};

const releaseOrder: Operation = {
  id: "releaseOrder",
  family: "Capture",
  method: "PATCH",
  path: "/capture/{order_id}",
  summary: "Release what is left",
  description: "Gives up what is still reserved, also after partial captures. What was captured stays.",
  parameters: [orderIdParameter],
  body: Type.Object(
    {
      status: Type.Literal("cancelled", { description: "Nothing else can be asked for." }),
      reason: fulfilmentMembers.reason,
      description: fulfilmentMembers.description,
    },
    { title: "Release" },
  ),
  answer: successOf(
    Type.Object({
      transaction_id: transactionIdMember("The payment."),
      order_id: Type.String(),
      success: Type.Literal(true),
    }),
  ),
  refusals: [1006, 1000, 1021],
  examples: [
    {
      name: "release",
      summary: "The rest is not needed",
      parameters: { order_id: reservedId },
      body: { status: "cancelled", reason: "Out of stock" },
      answer: sent({ transaction_id: numbers.reserved, order_id: reservedId, success: true }),
    },
  ],
};

export const captureOperations: readonly Operation[] = [captureOrder, releaseOrder];
