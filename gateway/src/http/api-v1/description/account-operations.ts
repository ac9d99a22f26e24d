import { Type } from "typebox";
import { choice, successOf } from "./members.ts";
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
        role: choice(
          ["site", "account", "read-only"],
          "Whose key it is, or that it may only read; see the page of keys.",
        ),
        site_id: Type.Integer({ description: "The site; of an account's key its first one." }),
      }),
    ),
    refusals: [],
    examples: [
      {
        name: "read",
        summary: "The sandbox's site",
        answer: sent({ account_id: 10001001, role: "site", site_id: 1 }),
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
];
