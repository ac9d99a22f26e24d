import { Type } from "typebox";
import type { JsonObject } from "#domain/json.ts";
import { successOf } from "./members.ts";
import type { Operation } from "./operation.ts";
import { reference, sent, token } from "./order-examples.ts";

const referenceParameter = {
  name: "reference",
  in: "path",
  schema: Type.String({
    minLength: 1,
    maxLength: 500,
    description: "`customer.reference` of the order that left the card.",
  }),
} as const;

const tokenParameter = {
  name: "token",
  in: "path",
  schema: Type.String({ description: "`recurring_id` of an order." }),
} as const;

const keptCard = Type.Object(
  {
    token: Type.String({ description: "What an order charges as recurring_id." }),
    model: Type.String({ description: "What it may be charged for." }),
    recurring_model: Type.String({ description: "The same." }),
    code: Type.String({ description: "Brand of the card, or the method at which the account was left." }),
    display: Type.String({ description: "To show to the shopper." }),
    bin: Type.Union([Type.Integer(), Type.Literal("")], {
      description: "First six digits of the card. Empty for an account.",
    }),
    last4: Type.String({ description: "Last four, of card number or IBAN." }),
    name_holder: Type.String(),
    expiry_date: Type.String({ description: "YYMM. Empty for an account." }),
    expired: Type.Integer({ minimum: 0, maximum: 1, description: "1: update it before it is charged." }),
  },
  { title: "Token" },
);

const visa: JsonObject = {
  token,
  code: "VISA",
  display: "Card xxxx xxxx xxxx 1111",
  bin: 411111,
  name_holder: "Sam Sample",
  expiry_date: "3012",
  expired: 0,
  last4: "1111",
  model: "cardOnFile",
  recurring_model: "cardOnFile",
};

const named = { reference, token };

const common = { family: "Tokens", saysGone: true } as const;

/** Cards that shoppers left (docs/api/tokens.md). */
export const recurringOperations: readonly Operation[] = [
  {
    ...common,
    id: "listTokens",
    method: "GET",
    path: "/recurring/{reference}",
    summary: "List the tokens of a shopper",
    description: "Newest first. A shopper who left no card is answered with 410.",
    parameters: [
      referenceParameter,
      {
        name: "limit",
        in: "query",
        schema: Type.Integer({ minimum: 1, description: "Default 10; more than 100 counts as 100." }),
      },
      {
        name: "offset",
        in: "query",
        schema: Type.Integer({ minimum: 0, description: "How many to pass over." }),
      },
    ],
    answer: successOf(Type.Object({ tokens: Type.Array(keptCard, { maxItems: 100 }) })),
    refusals: [1000, 1016],
    examples: [
      {
        name: "list",
        summary: "The card that was left",
        parameters: { reference, limit: "10" },
        answer: sent({ tokens: [visa] }),
      },
    ],
  },
  {
    ...common,
    id: "readToken",
    method: "GET",
    path: "/recurring/{reference}/token/{token}",
    summary: "Read a token",
    description: "One of the list.",
    parameters: [referenceParameter, tokenParameter],
    answer: successOf(keptCard),
    refusals: [1000],
    examples: [{ name: "read", summary: "The card that was left", parameters: named, answer: sent(visa) }],
  },
  {
    ...common,
    id: "updateToken",
    method: "PATCH",
    path: "/recurring/{reference}/update/{token}",
    summary: "Update the expiry of a card",
    description: "The shopper has a new card with the old number.",
    parameters: [referenceParameter, tokenParameter],
    body: Type.Object(
      { expiry_date: Type.String({ pattern: "^\\d{4}$", description: "YYMM." }) },
      { title: "TokenUpdate" },
    ),
    answer: successOf(Type.Object({ updated: Type.Literal(true) })),
    refusals: [1000],
    examples: [
      {
        name: "update",
        summary: "Good until January 2031",
        parameters: named,
        body: { expiry_date: "3101" },
        answer: sent({ updated: true }),
      },
    ],
  },
  {
    ...common,
    id: "removeToken",
    method: "DELETE",
    path: "/recurring/{reference}/remove/{token}",
    summary: "Remove a token",
    description: "The card is erased. Charges that are under way go on.",
    parameters: [referenceParameter, tokenParameter],
    answer: successOf(Type.Object({ removed: Type.Literal(true) })),
    refusals: [1000],
    examples: [
      { name: "remove", summary: "The shopper leaves", parameters: named, answer: sent({ removed: true }) },
    ],
  },
];
