import { Type } from "typebox";
import { createOrder } from "./create-order-operation.ts";
import { amountMember, orderIdMember, orderIdParameter, nothing, successOf, text } from "./members.ts";
import type { Operation } from "./operation.ts";
import { checkoutId, directId, laterId, paidOrder, redirectId, sent } from "./order-examples.ts";
import { order } from "./order-schema.ts";

const readOrder: Operation = {
  id: "readOrder",
  family: "Orders",
  method: "GET",
  path: "/orders/{order_id}",
  summary: "Read an order",
  description:
    "The order as it is now. The number of its payment (transaction_id) is taken in the place of the order id as well. The key of an account reads the orders of all its sites.",
  parameters: [orderIdParameter],
  answer: successOf(order),
  refusals: [1006],
  examples: [
    {
      name: "read",
      summary: "The paid order",
      parameters: { order_id: directId },
      answer: sent(paidOrder),
    },
  ],
};

const note = (description: string) => Type.Optional(text(1_000, description));

/** What a shop may tell about shipment and invoice. */
export const fulfilmentMembers = {
  tracktrace_code: note("Number of the parcel."),
  tracktrace_url: note("Where the parcel can be followed."),
  carrier: note("Who brings it."),
  ship_date: note("When it was sent, in any form."),
  reason: note("Why."),
  invoice_id: note("Number of the invoice."),
  invoice_url: note("Where the invoice is."),
  po_number: note("The buyer's own number."),
  memo: note("Free text."),
  description: note("Free text."),
};

const updateOrder: Operation = {
  id: "updateOrder",
  family: "Orders",
  method: "PATCH",
  path: "/orders/{order_id}",
  summary: "Update an order",
  description: `What is meant is told by status: shipped; cancelled (an order nobody has paid); completed, declined or void (the
end of a review, or the shop's word on a pay-later order that waits for it). A pay-later order becomes payable by its
shipment. Without status, shipment and invoice data are kept with the order. What the order's state does not allow
is refused with 1000 and changes nothing.`,
  parameters: [orderIdParameter],
  body: Type.Object(
    {
      status: Type.Optional(
        Type.Enum(["shipped", "cancelled", "completed", "declined", "void"], {
          type: "string",
          description: "The new status.",
        }),
      ),
      exclude_order: Type.Optional(
        Type.Union([Type.Boolean(), Type.Integer(), Type.String()], {
          description: "true or 1: give up only the payment page, not a payment that runs.",
        }),
      ),
      amount: Type.Optional(
        amountMember("Of a partial shipment, above zero. The order is reported as shipped as a whole."),
      ),
      ...fulfilmentMembers,
      new_order_id: Type.Optional({
        ...orderIdMember,
        description: "Only of FastCheckout: the order gets this id, and nothing else of the body counts.",
      }),
    },
    { title: "OrderUpdate" },
  ),
  answer: nothing,
  refusals: [1006, 1000, 1001, 1021],
  examples: [
    {
      name: "ship",
      summary: "Shipped",
      parameters: { order_id: directId },
      body: {
        status: "shipped",
        carrier: "Example Carrier",
        tracktrace_code: "3SEXAMPLE0001",
        ship_date: "2026-02-01",
      },
      answer: sent({}),
    },
    {
      name: "invoice",
      summary: "Invoice data only",
      parameters: { order_id: directId },
      body: { invoice_id: "INV-2026-001", invoice_url: "https://shop.example.com/invoices/INV-2026-001" },
      answer: sent({}),
    },
    {
      name: "cancel",
      summary: "Give up an order that nobody has paid",
      parameters: { order_id: redirectId },
      body: { status: "cancelled", exclude_order: false },
      answer: sent({}),
    },
    {
      name: "accept",
      summary: "The shop takes a pay-later order",
      parameters: { order_id: laterId },
      body: { status: "completed" },
      answer: sent({}),
    },
    {
      name: "rename",
      summary: "The shop made its own order of a FastCheckout order",
      parameters: { order_id: checkoutId },
      body: { new_order_id: "docs-checkout-1-paid" },
      answer: sent({}),
    },
  ],
};

export const orderOperations: readonly Operation[] = [createOrder, readOrder, updateOrder];
