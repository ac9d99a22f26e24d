import { Type } from "typebox";
import { disputeStatuses } from "#domain/dispute/dispute.ts";
import { choice, minorUnits, time, transactionIdMember } from "./members.ts";

/** What a chargeback is argued about; also in the list of transactions. */
export const dispute = Type.Object(
  {
    status: choice(
      disputeStatuses,
      "open: waits for the shop; submitted: a document came in time; closed: none came; processed: won.",
    ),
    merchant_response_date: time("Until when `POST /orders/{order_id}/files` answers it."),
    reason_code: Type.String({ description: "Of the scheme." }),
    reason_description: Type.String({ description: "The same in words." }),
  },
  { title: "Dispute", description: "Only of chargebacks and their reversal." },
);

/** What followed a payment and belongs to its order. */
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
