import { Type } from "typebox";
import { cartMembersOfOrder } from "./cart-schema.ts";
import { minorUnits, nullable, nullableText, time, transactionIdMember } from "./members.ts";
import { financialStatusMember, paymentDetails, paymentMethodEntry, statusMember } from "./payment-schema.ts";
import { relatedTransaction } from "./related-schema.ts";

const costs = Type.Array(
  Type.Object({
    transaction_id: Type.Integer(),
    amount: Type.Number(),
    description: Type.String(),
    type: Type.String(),
  }),
  { description: "Fees, in major units; zero until the order is paid." },
);

const customerOfOrder = Type.Object({
  address1: nullableText(""),
  address2: nullableText(""),
  city: nullableText(""),
  company_name: nullableText(""),
  country: nullableText("ISO 3166-1, two letters."),
  country_name: nullableText("The same in English."),
  email: nullableText(""),
  first_name: nullableText(""),
  house_number: nullableText(""),
  ip_address: nullableText(""),
  last_name: nullableText(""),
  locale: Type.String(),
  phone1: nullableText(""),
  phone2: Type.String(),
  reference: nullableText(""),
  state: nullableText(""),
  zip_code: nullableText(""),
});

const orderMembers = {
  order_id: Type.String(),
  transaction_id: transactionIdMember("Our number of the payment."),
  status: statusMember,
  financial_status: financialStatusMember,
  amount: minorUnits("What was ordered."),
  amount_refunded: minorUnits("Sum of the accepted refunds."),
  currency: Type.String(),
  description: Type.String(),
  created: time("When the order was made."),
  modified: time("When it last changed."),
  completed: Type.Optional(time("When it was paid.")),
  reason: nullableText("Why it is as it is."),
  reason_code: nullableText("The same as a code; empty where there is none."),
  customer: customerOfOrder,
  delivery: Type.Optional(Type.Object({}, { description: "As it was sent." })),
  payment_details: paymentDetails,
  payment_methods: Type.Array(paymentMethodEntry, { description: "Empty until somebody tried." }),
  related_transactions: nullable(
    Type.Array(relatedTransaction),
    "Refunds, captures, releases and chargebacks; null where there are none.",
  ),
  costs,
  fastcheckout: Type.String({ description: "YES or NO." }),
  items: nullableText("HTML as it was sent."),
  custom_info: Type.Object({
    custom_1: nullableText(""),
    custom_2: nullableText(""),
    custom_3: nullableText(""),
  }),
  var1: nullableText(""),
  var2: nullableText(""),
  var3: nullableText(""),
  ...cartMembersOfOrder,
};

/** The order object: the same in answers and in notifications. */
export const order = Type.Object(orderMembers, { title: "Order" });

const transferInstructions = Type.Object(
  {
    destination_holder_name: Type.String(),
    destination_holder_iban: Type.String(),
    destination_holder_swift: Type.String({ description: "BIC." }),
    destination_holder_city: Type.String(),
    destination_holder_country: Type.String(),
    issuer_name: Type.String({ description: "Name of the bank." }),
    reference: Type.String({ description: "What the shopper has to write beside the transfer." }),
  },
  { title: "TransferInstructions", description: "Of a bank transfer: where the money must go to." },
);

/** The answer to a direct order: the order, and what the shopper has to do next. */
export const directOrder = Type.Object(
  {
    ...orderMembers,
    payment_url: Type.String({
      description: "Where the shopper goes on: challenge, bank, result, or the shop's own page.",
    }),
    cancel_url: Type.Optional(Type.String()),
    gateway_info: Type.Optional(transferInstructions),
    customer_verification: Type.Optional(
      Type.Object(
        {
          type: Type.Literal("form"),
          html: Type.String({ description: "A document that posts itself to the bank." }),
        },
        { description: "Only while a 3-D Secure challenge is waiting." },
      ),
    ),
  },
  { title: "DirectOrder" },
);

/** The answer to a redirect order. */
export const paymentLink = Type.Object(
  {
    order_id: Type.String(),
    payment_url: Type.String({ description: "Send the shopper here." }),
    session_id: Type.String({ pattern: "^[A-Za-z0-9]{35}$", description: "Names the payment page." }),
  },
  { title: "PaymentLink" },
);
