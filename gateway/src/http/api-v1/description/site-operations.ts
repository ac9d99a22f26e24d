import { Type } from "typebox";
import type { JsonObject } from "#domain/json.ts";
import { amountMember, minorUnits, nullable, nullableText, successOf, text, url } from "./members.ts";
import type { Operation } from "./operation.ts";
import { sent } from "./order-examples.ts";

const siteId = 1;

const siteIdParameter = {
  name: "site_id",
  in: "path",
  schema: Type.Integer({ minimum: 1, description: "The key's own site, or one of its account." }),
} as const;

const site = Type.Object(
  {
    id: Type.Integer(),
    account_id: Type.Integer(),
    name: Type.String(),
    api_key: nullableText(
      "The site's key: keep the answer as safe as the key. Null where it has none, and for a key that may only read.",
    ),
    notification_url: nullableText("Called where an order names none."),
    url: nullableText("Of the shop."),
    price_from: nullable(minorUnits(""), "What the shop sells at least costs."),
    price_till: nullable(minorUnits(""), "What it sells costs at most."),
    support_email: nullableText("For shoppers."),
    support_phone: nullableText("For shoppers."),
  },
  { title: "Site" },
);

const demoShop: JsonObject = {
  account_id: 10001001,
  api_key: "0123456789abcdef0123456789abcdef01234567",
  id: siteId,
  name: "Demo shop",
  notification_url: null,
  price_from: null,
  price_till: null,
  support_email: null,
  support_phone: null,
  url: null,
};

const profile = { url: "https://shop.example.com", support_email: "help@shop.example.com" };

const common = {
  family: "Account",
  path: "/sites/{site_id}",
  parameters: [siteIdParameter],
  answer: successOf(site),
  errorStyle: "newer",
  refusals: [],
} as const;

export const siteOperations: readonly Operation[] = [
  {
    ...common,
    id: "readSite",
    method: "GET",
    summary: "Read a site",
    description: "What is told of a shop, with its key.",
    forbidden: "The site is another's, or there is none",
    examples: [
      {
        name: "read",
        summary: "The sandbox's site",
        parameters: { site_id: String(siteId) },
        answer: sent(demoShop),
      },
    ],
  },
  {
    ...common,
    id: "updateSite",
    method: "PATCH",
    summary: "Update a site",
    description:
      "Members that are left out stay; null and the empty text take a value away. Every wrong member is named.",
    body: Type.Object(
      {
        name: Type.Optional(text(120, "Of the shop. Cannot be taken away.")),
        notification_url: Type.Optional(nullable(url(""), "Called where an order names none.")),
        url: Type.Optional(nullable(url(""), "Of the shop.")),
        price_from: Type.Optional(nullable(amountMember("At least."), "What the shop sells at least costs.")),
        price_till: Type.Optional(nullable(amountMember("At most."), "Not below price_from.")),
        support_email: Type.Optional(nullable(text(254, ""), "For shoppers.")),
        support_phone: Type.Optional(nullable(text(25, ""), "For shoppers.")),
      },
      { title: "SiteUpdate" },
    ),
    forbidden: "The site is another's, or there is none",
    examples: [
      {
        name: "profile",
        summary: "Address and support",
        parameters: { site_id: String(siteId) },
        body: profile,
        answer: sent({ ...demoShop, ...profile }),
      },
    ],
  },
  {
    id: "issueApiToken",
    family: "Account",
    method: "GET",
    path: "/auth/api_token",
    summary: "Get a token for the browser",
    description: `Opens the lists of payment methods for ten minutes, as \`?api_token=\` or where a key could stand. It is no secret:
the shop's page may hold it.`,
    answer: successOf(Type.Object({ api_token: Type.String() })),
    refusals: [],
    examples: [
      {
        name: "issue",
        summary: "For the shop's page",
        answer: sent({ api_token: "pub.v2.1.1769587267.Zk5mXw8QvBn2LrTy7PsCd3JgHf6UeAo1IxEabcdefgh" }),
      },
    ],
  },
];
