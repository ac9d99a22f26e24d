import type { FastifyInstance } from "fastify";
import { brandNames, type CardBrand } from "#domain/card/brand.ts";
import type { JsonObject } from "#domain/json.ts";
import type { GatewayId, Method } from "#domain/method/catalogue.ts";
import { refusal } from "#domain/refusal.ts";
import { recurringModels } from "#domain/token/recurring-model.ts";
import type { PageAsset } from "../pages/assets/assets.ts";
import type { Authenticate } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { findMethod, listMethods, type MethodFilter, nameOf } from "./gateways.ts";
import { booleanOf, isGiven } from "./lenient.ts";

export interface PaymentMethodRoutes {
  readonly authenticate: Authenticate;
  readonly offered: readonly Method[];
  readonly publicUrl: string;
  readonly assets: readonly PageAsset[];
}

interface ListRequest {
  /** A parameter given twice is a list. */
  Querystring: MethodFilter & Readonly<Record<"group_cards" | "include_coupons" | "type", unknown>>;
}

const brands: readonly CardBrand[] = ["VISA", "MASTERCARD", "MAESTRO", "AMEX"];

const typeOf = ({ kind }: Method): string => (kind === "coupon" ? "coupon" : "payment-method");

/** Manual capture is known of these only (contract, cards-3ds.md §11). */
const capturable: readonly GatewayId[] = ["VISA", "MASTERCARD", "MAESTRO", "CREDITCARD"];

/**
 * `GET /payment-methods` and `GET /payment-methods/{id}` (contract, gateways.md
 * §4). The PHP SDK reads every member of every entry without asking whether it
 * is there, so each entry has them all.
 */
export function registerPaymentMethods(server: FastifyInstance, routes: PaymentMethodRoutes): void {
  const { authenticate } = routes;

  server.get<ListRequest>("/payment-methods", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    const { group_cards: grouping, include_coupons: coupons, type } = request.query;
    // Who asks for the type wants it; else gift cards come where they are included.
    const hasCoupons = isGiven(type) || booleanOf(coupons) === true;
    // PHP sends `group_cards=1`; an empty value means yes as well.
    const isGrouped = grouping !== undefined && (grouping === "" || booleanOf(grouping) === true);
    return success(
      listMethods(routes.offered, site, request.query)
        .filter((method) => !isGiven(type) || typeOf(method) === type)
        .filter((method) => hasCoupons || method.kind !== "coupon")
        .filter((method) => !isOfCreditCard(method) || (method.id === "CREDITCARD") === isGrouped)
        .map((method) => present(routes, method, request.query.locale)),
    );
  });

  server.get<{ Params: { id: string }; Querystring: MethodFilter }>(
    "/payment-methods/:id",
    async (request, reply) => {
      const site = await authenticate(request, reply);
      if (site === null) return reply;
      const method = findMethod(routes.offered, site, request.params.id);
      return method === null
        ? sendRefusal(reply, refusal(1023))
        : success(present(routes, method, request.query.locale));
    },
  );
}

/** The generic card or one of its brands; Bancontact stands for itself. */
const isOfCreditCard = ({ id, kind }: Method): boolean =>
  kind === "card" && (id === "CREDITCARD" || brands.some((brand) => brand === id));

function present(routes: PaymentMethodRoutes, method: Method, locale: unknown): JsonObject {
  const { id, kind, amounts } = method;
  const name = nameOf(method, locale);
  return {
    additional_data: {},
    allowed_amount: { max: amounts.max, min: amounts.min },
    allowed_countries: [...method.countries],
    allowed_currencies: [...method.currencies],
    apps: {
      fastcheckout: { is_enabled: false },
      payment_components: { has_fields: false, is_enabled: false, qr: { supported: false } },
    },
    brands: id === "CREDITCARD" ? brands.map((brand) => presentBrand(routes, brand)) : [],
    description: name,
    icon_urls: icons(routes, id),
    id,
    is_wallet: kind === "wallet",
    label: null,
    manual_capture: { is_enabled: capturable.includes(id), supported: capturable.includes(id) },
    name,
    preferred_countries: [...method.countries],
    required_customer_data: kind === "card" ? [] : [...method.requiredCustomerData],
    shopping_cart_required: kind === "bnpl",
    tokenization: {
      is_enabled: isOfCreditCard(method),
      models: isOfCreditCard(method)
        ? Object.fromEntries(recurringModels.map((model) => [model.toLowerCase(), true]))
        : null,
    },
    type: typeOf(method),
  };
}

const presentBrand = (routes: PaymentMethodRoutes, brand: CardBrand): JsonObject => ({
  allowed_countries: [],
  icon_urls: icons(routes, brand),
  id: brand,
  name: brandNames[brand],
});

/** Drawings scale, so one file serves all three sizes. */
function icons({ publicUrl, assets }: PaymentMethodRoutes, id: GatewayId): JsonObject {
  const name = id === "CREDITCARD" ? "icon.svg" : `${id.toLowerCase()}.svg`;
  const path = assets.find((asset) => asset.name === name)?.path ?? "";
  const url = publicUrl + path;
  return { large: url, medium: url, vector: url };
}
