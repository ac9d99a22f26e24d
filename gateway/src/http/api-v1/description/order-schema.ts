import { Type } from "typebox";
import { disputeStatuses } from "#domain/dispute/dispute.ts";
import { phases, settlements, wireStatus } from "#domain/order/phase.ts";
import { cartMembersOfOrder } from "./cart-schema.ts";
import { choice, minorUnits, nullable, nullableText, time, transactionIdMember } from "./members.ts";

const statuses = [...new Set(phases.map((phase) => wireStatus[phase].status))];
const financialStatuses = [
  ...new Set([...settlements, ...phases.flatMap((phase) => wireStatus[phase].financialStatus ?? [])]),
];

/** `status` of an order or of one payment within it. */
export const statusMember = choice(statuses, "What became of the order; see the page of states.");

export const financialStatusMember = choice(financialStatuses, "What became of the money.");

/** A JSON number, or text where a leading zero would be lost. */
const cardDigits = (description: string) => Type.Union([Type.Integer(), Type.String()], { description });

const costs = Type.Array(
  Type.Object({
    transaction_id: Type.Integer(),
    amount: Type.Number(),
    description: Type.String(),
    type: Type.String(),
  }),
  { description: "Fees, in major units; zero until the order is paid." },
);

/** Refund, capture or release that belongs to an order. */
/** What a chargeback is argued about. */
export const dispute = Type.Object(
  {
    merchant_response_date: time("Until then the shop may answer with files."),
    status: choice(
      disputeStatuses,
      "submitted: the shop has answered; closed: it has not; processed: it has won.",
    ),
    reason_code: Type.String({ description: "As the scheme gives it." }),
    reason_description: Type.String(),
  },
  { title: "Dispute" },
);

export const relatedTransaction = Type.Object(
  {
    transaction_id: transactionIdMember("Its own number."),
    reference_transaction_id: transactionIdMember("The payment it belongs to."),
    order_id: Type.String(),
    refund_order_id: Type.Optional(Type.String({ description: "The shop's own id of a refund." })),
    type: Type.String({ description: "refund, capture, auth-cancellation, chargeback, reverse-chargeback." }),
    status: Type.String({ description: "reserved, completed, declined, void." }),
    amount: minorUnits("What moves."),
    currency: Type.String(),
    costs: Type.Array(Type.Unknown()),
    created: time("When it was asked for."),
    modified: time("When it last changed."),
    description: Type.String(),
    items: Type.Null(),
    dispute: Type.Optional(dispute),
  },
  { title: "RelatedTransaction" },
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

const paymentDetails = Type.Object(
  {
    type: Type.Optional(Type.String({ description: "Brand of the card." })),
    account_holder_name: Type.Optional(nullableText("Holder of the card.")),
    last4: Type.Optional(cardDigits("Last four digits of the card.")),
    issuer_bin: Type.Optional(nullable(cardDigits(""), "First digits of the card.")),
    card_expiry_date: Type.Optional(cardDigits("YYMM.")),
    authorization_code: Type.Optional(Type.String()),
    response_code: Type.Optional(Type.String({ description: "The issuer's answer, ISO 8583 DE 39." })),
    external_transaction_id: Type.Optional(nullableText("Our reference at the acquirer.")),
    capture: Type.Optional(Type.Literal("manual", { description: "Only for manual capture." })),
    capture_remain: Type.Optional(minorUnits("What is left to capture.")),
    capture_expiry: Type.Optional(time("Until when.")),
    card_authentication_result: Type.Optional(
      Type.Object(
        { status: nullableText("transStatus."), eci: nullableText(""), chargeback_liability: Type.Boolean() },
        { description: "What 3-D Secure said." },
      ),
    ),
  },
  { description: "How it was paid; `{}` until somebody tried. Further members may come." },
);

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
  payment_methods: Type.Array(
    Type.Object({
      type: Type.String(),
      status: statusMember,
      amount: minorUnits("What was paid with it."),
      currency: Type.String(),
      description: Type.String(),
      payment_description: Type.String({ description: "Name of the brand." }),
      account_holder_name: nullableText(""),
      last4: cardDigits(""),
      card_expiry_date: cardDigits("YYMM."),
      external_transaction_id: nullableText(""),
    }),
  ),
  related_transactions: nullable(
    Type.Array(relatedTransaction),
    "Refunds, captures, releases and chargebacks; null where there are none.",
  ),
  costs,
  fastcheckout: Type.String(),
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

/** The answer to a direct order: the order, and what the shopper has to do next. */
export const directOrder = Type.Object(
  {
    ...orderMembers,
    payment_url: Type.String({
      description: "Where the shopper goes on: challenge, result, or the shop's own page.",
    }),
    cancel_url: Type.Optional(Type.String()),
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
