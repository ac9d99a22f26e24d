import { Type } from "typebox";
import type { JsonObject } from "#domain/json.ts";
import { choice, minorUnits, nullableText, successOf, time, transactionIdMember } from "./members.ts";
import type { Operation, Parameter } from "./operation.ts";
import { directId, numbers, sent } from "./order-examples.ts";
import { dispute } from "./related-schema.ts";

const transactionTypes = "payment, fastcheckout, refund, chargeback, reverse_chargeback.";

const transaction = Type.Object(
  {
    transaction_id: transactionIdMember("Of the payment or of what followed it."),
    order_id: Type.String(),
    type: Type.String({ description: transactionTypes }),
    debit_credit: choice(["C", "D"], "C: to the shop; D: from it."),
    status: Type.String(),
    financial_status: Type.String(),
    amount: minorUnits("What moved."),
    net: minorUnits("The same less its costs."),
    costs: Type.Array(Type.Unknown(), { description: "In minor units." }),
    currency: Type.String(),
    payment_method: Type.String(),
    description: Type.String(),
    customer: Type.Object({
      email: Type.String(),
      first_name: Type.String(),
      iban: Type.String(),
      last_name: Type.String(),
    }),
    created: time("When it began."),
    updated: time("When it last changed."),
    completed: Type.Optional(time("When it was done.")),
    dispute: Type.Optional(dispute),
    invoice_id: Type.String(),
    site_id: Type.Integer(),
    var1: Type.String(),
    var2: Type.String(),
    var3: Type.String(),
  },
  { title: "Transaction" },
);

export const pager = Type.Object(
  {
    after: nullableText("Address of the next page; null at the end."),
    before: nullableText("Address of the page before."),
    cursor: Type.Object({ after: nullableText("The same, only the cursor."), before: nullableText("") }),
    limit: Type.Integer(),
  },
  { title: "Pager" },
);

const query = (name: string, description: string): Parameter => ({
  name,
  in: "query",
  schema: Type.String({ description }),
});

const day = "YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS in Amsterdam's time, or unix seconds.";
const several = "One or several: repeated, with commas, or as name[0]=.";

const payment: JsonObject = {
  amount: 1000,
  completed: "2026-01-28T09:01:07",
  costs: [{ amount: 60, description: "2.9 % For Visa CreditCards Transactions (min 0.6)", dst: 0 }],
  created: "2026-01-28T09:01:07",
  currency: "EUR",
  customer: { email: "shopper@example.com", first_name: "Sam", iban: "", last_name: "Sample" },
  debit_credit: "C",
  description: "Two tickets",
  financial_status: "completed",
  invoice_id: "INV-2026-001",
  net: 940,
  order_id: directId,
  payment_method: "VISA",
  site_id: 1,
  status: "shipped",
  transaction_id: numbers.payment,
  type: "payment",
  updated: "2026-01-28T09:01:07",
  var1: "",
  var2: "",
  var3: "",
};

export const transactionOperations: readonly Operation[] = [
  {
    id: "listTransactions",
    family: "Transactions",
    method: "GET",
    path: "/transactions",
    summary: "List transactions",
    description: `Payments, refunds and chargebacks, the latest first; with the key of an account those of all its sites.
A page stays the same while new transactions come in: follow pager.after until it is null.`,
    parameters: [
      {
        name: "site_id",
        in: "query",
        schema: Type.Integer({
          minimum: 1,
          description: "Only of this site. Default: all that the key reads.",
        }),
      },
      query("created_from", `Created then or later. ${day}`),
      query("created_until", `Created before. ${day}`),
      query("completed_from", `Completed then or later. ${day}`),
      query("completed_until", `Completed before. ${day}`),
      query("status", several),
      query("financial_status", several),
      query("type", `${transactionTypes} ${several}`),
      query("payment_method", `Gateway ids. ${several}`),
      query("currency", several),
      { name: "debit_credit", in: "query", schema: choice(["C", "D"], "To the shop, or from it.") },
      {
        name: "limit",
        in: "query",
        schema: Type.Integer({ minimum: 1, maximum: 1_000, description: "Lines of a page. Default 100." }),
      },
      query("after", "Cursor: the page behind it."),
      query("before", "Cursor: the page ahead of it."),
    ],
    answer: Type.Object({ success: Type.Literal(true), data: Type.Array(transaction), pager }),
    forbidden: "site_id is no site of the key",
    errorStyle: "newer",
    refusals: [],
    examples: [
      {
        name: "list",
        summary: "The latest payments",
        parameters: { type: "payment", status: "completed,shipped", limit: "10" },
        answer: {
          success: true,
          data: [payment],
          pager: { after: null, before: null, cursor: { after: null, before: null }, limit: 10 },
        },
      },
    ],
  },
  {
    id: "readTransaction",
    family: "Transactions",
    method: "GET",
    path: "/transactions/{transaction_id}",
    summary: "Read a transaction",
    description: "One line of the list.",
    parameters: [{ name: "transaction_id", in: "path", schema: transactionIdMember("Its number.") }],
    answer: successOf(transaction),
    errorStyle: "newer",
    refusals: [],
    examples: [
      {
        name: "read",
        summary: "The payment of the direct order",
        parameters: { transaction_id: String(numbers.payment) },
        answer: sent(payment),
      },
    ],
  },
];
