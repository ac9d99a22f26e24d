import { Type } from "typebox";
import type { JsonObject } from "#domain/json.ts";
import { nullable, successOf } from "./members.ts";
import type { Operation, Parameter } from "./operation.ts";
import { sent } from "./order-examples.ts";

const gatewayIdParameter: Parameter = {
  name: "gateway_id",
  in: "path",
  schema: Type.String({ maxLength: 50, description: "In any letter case." }),
};

const gateway = Type.Object(
  {
    id: Type.String(),
    description: Type.String(),
    type: Type.Optional(Type.String({ description: "coupon: a gift card." })),
  },
  { title: "Gateway" },
);

const icons = Type.Object({ large: Type.String(), medium: Type.String(), vector: Type.String() });

const paymentMethod = Type.Object(
  {
    id: Type.String({ description: "The gateway id of an order." }),
    name: Type.String(),
    description: Type.String(),
    type: Type.String(),
    allowed_amount: Type.Object(
      { min: Type.Integer(), max: Type.Union([Type.Integer(), Type.Null()]) },
      { description: "In minor units; max null: no bound." },
    ),
    allowed_countries: Type.Array(Type.String(), { description: "Empty: all." }),
    allowed_currencies: Type.Array(Type.String()),
    apps: Type.Object({}, { description: "What the method offers beyond orders." }),
    brands: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        allowed_countries: Type.Array(Type.String()),
        icon_urls: icons,
      }),
    ),
    icon_urls: icons,
    is_wallet: Type.Boolean(),
    manual_capture: Type.Object({ is_enabled: Type.Boolean(), supported: Type.Boolean() }),
    preferred_countries: Type.Array(Type.String()),
    required_customer_data: Type.Array(Type.String(), {
      description: "Members that the provider needs; the page asks for what is missing.",
    }),
    shopping_cart_required: Type.Boolean(),
    tokenization: Type.Object({
      is_enabled: Type.Boolean(),
      models: nullable(Type.Object({}), "What its tokens may be charged for; null without tokens."),
    }),
    additional_data: Type.Object({}),
  },
  { title: "PaymentMethod" },
);

const icon = "http://localhost:8080/assets/visa.0c1d2e3f.svg";
const visa: JsonObject = {
  additional_data: {},
  allowed_amount: { max: null, min: 0 },
  allowed_countries: [],
  allowed_currencies: ["EUR", "GBP", "USD"],
  apps: {
    fastcheckout: { is_enabled: false },
    payment_components: { has_fields: false, is_enabled: false, qr: { supported: false } },
  },
  brands: [],
  description: "Visa",
  icon_urls: { large: icon, medium: icon, vector: icon },
  id: "VISA",
  is_wallet: false,
  label: null,
  manual_capture: { is_enabled: true, supported: true },
  name: "Visa",
  preferred_countries: [],
  required_customer_data: [],
  shopping_cart_required: false,
  tokenization: {
    is_enabled: true,
    models: { cardonfile: true, subscription: true, unscheduled: true },
  },
  type: "payment-method",
};

const localeParameter: Parameter = {
  name: "locale",
  in: "query",
  schema: Type.String({ description: "Language of names that are no brands, such as nl_NL; else English." }),
};

const filters: readonly Parameter[] = [
  {
    name: "amount",
    in: "query",
    schema: Type.Integer({ minimum: 0, description: "In minor units: only those that take so much." }),
  },
  {
    name: "country",
    in: "query",
    schema: Type.String({ description: "Only those of shoppers there; two letters." }),
  },
  { name: "currency", in: "query", schema: Type.String({ description: "Only those that take it." }) },
  localeParameter,
];

export const paymentMethodOperations: readonly Operation[] = [
  {
    id: "listGateways",
    family: "Payment methods",
    method: "GET",
    path: "/gateways",
    summary: "List the gateways",
    description: "Ids and names of the payment methods of this site.",
    parameters: [
      ...filters,
      {
        name: "include",
        in: "query",
        schema: Type.String({ description: "coupons: all gift cards, not only the first." }),
      },
    ],
    answer: successOf(Type.Array(gateway)),
    refusals: [],
    examples: [{ name: "list", summary: "All of them", answer: sent([{ id: "VISA", description: "Visa" }]) }],
  },
  {
    id: "readGateway",
    family: "Payment methods",
    method: "GET",
    path: "/gateways/{gateway_id}",
    summary: "Read a gateway",
    description: "Id and name of one payment method.",
    parameters: [gatewayIdParameter, localeParameter],
    answer: successOf(gateway),
    refusals: [1023],
    examples: [
      {
        name: "read",
        summary: "Visa",
        parameters: { gateway_id: "VISA" },
        answer: sent({ id: "VISA", description: "Visa" }),
      },
    ],
  },
  {
    id: "listPaymentMethods",
    family: "Payment methods",
    method: "GET",
    path: "/payment-methods",
    summary: "List the payment methods",
    description: "All that a checkout needs to show them. Parameters other than these are ignored.",
    parameters: [
      ...filters,
      {
        name: "include_coupons",
        in: "query",
        schema: Type.String({ description: "1 or true: with the gift cards." }),
      },
      { name: "type", in: "query", schema: Type.String({ description: "payment-method or coupon." }) },
      {
        name: "group_cards",
        in: "query",
        schema: Type.String({ description: "1, true or empty: one entry for all cards, with its brands." }),
      },
    ],
    answer: successOf(Type.Array(paymentMethod)),
    refusals: [],
    examples: [
      {
        name: "list",
        summary: "Those that take euros",
        parameters: { currency: "EUR" },
        answer: sent([visa]),
      },
    ],
  },
  {
    id: "readPaymentMethod",
    family: "Payment methods",
    method: "GET",
    path: "/payment-methods/{gateway_id}",
    summary: "Read a payment method",
    description: "One entry of the list.",
    parameters: [gatewayIdParameter, localeParameter],
    answer: successOf(paymentMethod),
    refusals: [1023],
    examples: [{ name: "read", summary: "Visa", parameters: { gateway_id: "visa" }, answer: sent(visa) }],
  },
  {
    id: "listIssuers",
    family: "Payment methods",
    method: "GET",
    path: "/issuers/{gateway_id}",
    summary: "List the issuers of a bank method",
    description: "Only iDEAL has issuers to choose from; every other gateway is refused.",
    parameters: [gatewayIdParameter],
    answer: successOf(
      Type.Array(
        Type.Object({
          code: Type.String({ description: "issuer_id of an order." }),
          description: Type.String(),
        }),
      ),
    ),
    refusals: [1036],
    examples: [
      {
        name: "ideal",
        summary: "Banks of iDEAL",
        parameters: { gateway_id: "ideal" },
        answer: sent([{ code: "0021", description: "Rabobank" }]),
      },
    ],
  },
];
