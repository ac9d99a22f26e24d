import { Type } from "typebox";
import type { JsonObject } from "#domain/json.ts";
import { minorUnits, nullable } from "./members.ts";
import type { Operation, Parameter } from "./operation.ts";

const day = (name: string, description: string): Parameter => ({
  name,
  in: "query",
  schema: Type.String({ pattern: "^20\\d{2}-\\d{2}-\\d{2}$", description }),
});

const closing = Type.Object(
  {
    account_id: Type.Integer(),
    amount: minorUnits("What was the merchant's at the end of the day, before the payout; below zero: owed."),
    amount_uncleared: minorUnits("What was held for a review."),
    bic: Type.String(),
    closing_date: Type.String({ description: "The day, in Amsterdam." }),
    currency: Type.String(),
    iban: Type.String(),
    payout_amount: minorUnits("What was paid out."),
    payout_transaction_id: nullable(Type.Integer(), "Number of the payout; null where nothing was paid out."),
    site_id: Type.Integer({ description: "Whose day it was." }),
    status: Type.String(),
  },
  { title: "ClosingBalance" },
);

const january: JsonObject = {
  account_id: 10001001,
  amount: 940,
  amount_uncleared: 0,
  bic: "",
  closing_date: "2026-01-28",
  currency: "EUR",
  iban: "",
  payout_amount: 940,
  payout_transaction_id: 100000201,
  site_id: 1,
  status: "completed",
};

export const closingOperations: readonly Operation[] = [
  {
    id: "listClosingBalances",
    family: "Transactions",
    method: "GET",
    path: "/closing-balances",
    summary: "List closing balances",
    description: `How each day ended, for every currency in which the site was ever paid: the oldest first, at most a
thousand. Days end at midnight in Amsterdam. The key of an account lists all its sites, one line for each.`,
    parameters: [
      day("from", "First day. Default 31 days before the end."),
      day("until", "First day that is left out. Default: until now."),
      { name: "currency", in: "query", schema: Type.String({ description: "Only this one." }) },
    ],
    answer: Type.Object({
      success: Type.Literal(true),
      data: Type.Array(closing),
      page: Type.Object({ total: Type.Integer({ description: "How many there are in all." }) }),
    }),
    refusals: [1002, 1016],
    examples: [
      {
        name: "month",
        summary: "The days of a month",
        parameters: { from: "2026-01-01", until: "2026-02-01", currency: "EUR" },
        answer: { success: true, data: [january], page: { total: 1 } },
      },
    ],
  },
];
