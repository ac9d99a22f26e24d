import { Type } from "typebox";
import { cardExamples } from "./create-order-card-examples.ts";
import { methodExamples } from "./create-order-method-examples.ts";
import { tokenExamples } from "./create-order-token-examples.ts";
import { successOf } from "./members.ts";
import type { Operation } from "./operation.ts";
import { orderRequest } from "./order-request-schema.ts";
import { directOrder, paymentLink } from "./order-schema.ts";

export const createOrder: Operation = {
  id: "createOrder",
  family: "Orders",
  method: "POST",
  path: "/orders",
  summary: "Create an order",
  description: `With type redirect, paymentlink or checkout the answer is the address of a payment page. With type direct
the shop sends what is paid with; the answer is the order, finished or with what the shopper has to do next: a 3-D Secure
challenge of a card, the bank's page at payment_url, a transfer that gateway_info describes.

Cards are completed or declined at once. Banks and wallets tell later: the order is initialized until then, or uncleared
while the provider is not sure. A pay-later order is paid once it is shipped; until then its financial_status is uncleared.

The very same request within five minutes gets the same answer. An order id that was used before is refused, unless that
order came to nothing: then it starts anew. Of several mistakes always the same one is named, in the order type, order_id,
currency, amount, description, customer, variables, gateway, cart, split payments, everything else.`,
  body: orderRequest,
  answer: successOf(Type.Union([paymentLink, directOrder])),
  refusals: [
    1006, 1002, 1001, 1008, 1007, 1018, 1010, 1023, 1025, 1026, 1030, 1028, 1029, 1031, 1027, 1003, 1036,
    1000,
  ],
  examples: [...cardExamples, ...methodExamples, ...tokenExamples],
};
