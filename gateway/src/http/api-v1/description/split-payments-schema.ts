import { Type } from "typebox";
import { amountMember, text } from "./members.ts";

const splitPayment = Type.Object({
  merchant: Type.Union([Type.Integer({ minimum: 1 }), Type.String({ pattern: "^\\d{1,16}$" })], {
    description: "Account of the merchant that receives it.",
  }),
  fixed: Type.Optional(amountMember("What it receives.")),
  percentage: Type.Optional(
    Type.Union([Type.Number(), Type.String({ pattern: "^\\d+(?:\\.\\d+)?$" })], {
      description: "Its share of the amount, above 0 and at most 100; rounded half up.",
    }),
  ),
  description: Type.Optional(text(200, "What it is for.")),
});

/** `affiliate` of an order: what of the payment goes to other merchants. */
export const affiliate = Type.Object(
  {
    split_payments: Type.Optional(
      Type.Array(splitPayment, {
        maxItems: 100,
        description: "Each has one of fixed and percentage; together no more than the amount.",
      }),
    ),
  },
  { description: "What of the payment goes to other merchants. FastCheckout ignores it." },
);
