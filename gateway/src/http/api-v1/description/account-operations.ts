import { Type } from "typebox";
import { successOf } from "./members.ts";
import type { Operation } from "./operation.ts";
import { sent } from "./order-examples.ts";

export const accountOperations: readonly Operation[] = [
  {
    id: "readMe",
    family: "Account",
    method: "GET",
    path: "/me",
    summary: "Whose key is this",
    description: "Account and site of the key: the cheapest way to try it.",
    answer: successOf(
      Type.Object({
        account_id: Type.Integer(),
        role: Type.String({ description: "site" }),
        site_id: Type.Integer(),
      }),
    ),
    refusals: [],
    examples: [
      {
        name: "read",
        summary: "The sandbox's site",
        answer: sent({ account_id: 10001001, role: "site", site_id: 1000001 }),
      },
    ],
  },
  {
    id: "listCategories",
    family: "Account",
    method: "GET",
    path: "/categories",
    summary: "List the categories of shops",
    description: "What a shop may sell, with the code of each.",
    answer: successOf(Type.Array(Type.Object({ code: Type.String(), description: Type.String() }))),
    refusals: [],
    examples: [
      {
        name: "list",
        summary: "All of them",
        answer: sent([{ code: "101", description: "Electronics and computers" }]),
      },
    ],
  },
  {
    id: "listIssuers",
    family: "Payment methods",
    method: "GET",
    path: "/issuers/{gateway_id}",
    summary: "List the issuers of a bank method",
    description: "No bank method is offered, so every gateway is refused with 1036.",
    parameters: [{ name: "gateway_id", in: "path", schema: Type.String({ maxLength: 50 }) }],
    answer: successOf(Type.Array(Type.Object({ code: Type.String(), description: Type.String() }))),
    refusals: [1036],
    examples: [],
  },
];
