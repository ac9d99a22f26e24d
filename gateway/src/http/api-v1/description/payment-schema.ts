import { Type } from "typebox";
import { phases, settlements, wireStatus } from "#domain/order/phase.ts";
import { choice, minorUnits, nullable, nullableText, time } from "./members.ts";

const statuses = [...new Set(phases.map((phase) => wireStatus[phase].status))];
const financialStatuses = [
  ...new Set([...settlements, ...phases.flatMap((phase) => wireStatus[phase].financialStatus ?? [])]),
];

/** `status` of an order or of one payment within it. */
export const statusMember = choice(statuses, "What became of the order; see the page of states.");

export const financialStatusMember = choice(
  financialStatuses,
  "Where the money is. Of a paid order: completed (with us), uncleared (promised), initialized (reserved, or with the wallet).",
);

/** A JSON number, or text where a leading zero would be lost. */
const cardDigits = (description: string) => Type.Union([Type.Integer(), Type.String()], { description });

/** `payment_details` of an order. */
export const paymentDetails = Type.Object(
  {
    type: Type.Optional(Type.String({ description: "Brand of the card, or the gateway." })),
    account_holder_name: Type.Optional(nullableText("Holder of the card or the account.")),
    last4: Type.Optional(cardDigits("Last four digits of the card.")),
    issuer_bin: Type.Optional(nullable(cardDigits(""), "First digits of the card.")),
    card_expiry_date: Type.Optional(cardDigits("YYMM.")),
    authorization_code: Type.Optional(Type.String()),
    response_code: Type.Optional(Type.String({ description: "The issuer's answer, ISO 8583 DE 39." })),
    external_transaction_id: Type.Optional(nullableText("Our reference at the acquirer or the provider.")),
    account_iban: Type.Optional(nullableText("Account that paid; of methods that are not cards.")),
    account_bic: Type.Optional(nullableText("BIC of its bank.")),
    issuer_id: Type.Optional(Type.String({ description: "Bank that the shopper chose." })),
    mandate: Type.Optional(Type.String({ description: "Reference of the direct debit." })),
    recurring_id: Type.Optional(nullableText("The token that the payment left or charged.")),
    recurring_model: Type.Optional(nullableText("What it may be charged for.")),
    recurring_flow: Type.Optional(nullableText("As it was sent.")),
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

const entryMembers = {
  type: Type.String({ description: "Brand of the card, or the gateway." }),
  status: statusMember,
  amount: minorUnits("What was paid with it."),
  currency: Type.String(),
  description: Type.String(),
  payment_description: Type.String({ description: "Name of the brand or the method." }),
  account_holder_name: nullableText(""),
  external_transaction_id: nullableText(""),
};

const cardEntry = Type.Object({
  ...entryMembers,
  last4: cardDigits(""),
  card_expiry_date: cardDigits("YYMM."),
});

const providerEntry = Type.Object({
  ...entryMembers,
  account_iban: nullableText(""),
  account_bic: nullableText(""),
});

/** An entry of `payment_methods` of an order. */
export const paymentMethodEntry = Type.Union([cardEntry, providerEntry]);
