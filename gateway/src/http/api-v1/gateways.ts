import type { FastifyInstance } from "fastify";
import { isCountry } from "#domain/country.ts";
import { parseCurrency } from "#domain/currency.ts";
import type { JsonObject } from "#domain/json.ts";
import type { Site } from "#domain/merchant/site.ts";
import { isAllowedAmount, type Method, methodsOfSite, parseGateway } from "#domain/method/catalogue.ts";
import { parseMinor } from "#domain/money.ts";
import { refusal } from "#domain/refusal.ts";
import { methodName } from "../pages/method-options.ts";
import { type Language, selectLanguage } from "../pages/texts/language.ts";
import type { Authenticate } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { isGiven, textOf } from "./lenient.ts";

/** What a shop may ask the lists of methods for; a parameter given twice is a list. */
export type MethodFilter = Readonly<
  Record<"amount" | "country" | "currency" | "include" | "locale", unknown>
>;

/** `GET /gateways` and `GET /gateways/{id}` (contract, gateways.md §1 and §2). */
export function registerGateways(
  server: FastifyInstance,
  { authenticate, offered }: { readonly authenticate: Authenticate; readonly offered: readonly Method[] },
): void {
  server.get<{ Querystring: MethodFilter }>("/gateways", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    return success(
      withCoupons(listMethods(offered, site, request.query), request.query.include).map((method) =>
        present(method, request.query.locale),
      ),
    );
  });

  server.get<{ Params: { id: string }; Querystring: MethodFilter }>(
    "/gateways/:id",
    async (request, reply) => {
      const site = await authenticate(request, reply);
      if (site === null) return reply;
      const method = findMethod(offered, site, request.params.id);
      return method === null
        ? sendRefusal(reply, refusal(1023))
        : success(present(method, request.query.locale));
    },
  );
}

/** All gift cards for who includes them, else the first (contract, gateways.md §1). */
function withCoupons(methods: readonly Method[], include: unknown): readonly Method[] {
  const extras = (textOf(include, 200) ?? "").split(",").map((extra) => extra.trim());
  if (extras.includes("coupons")) return methods;
  const first = methods.find(({ kind }) => kind === "coupon");
  return methods.filter((method) => method.kind !== "coupon" || method === first);
}

const present = (method: Method, locale: unknown): JsonObject => ({
  id: method.id,
  description: nameOf(method, locale),
  ...(method.kind === "coupon" ? { type: "coupon" } : {}),
});

/** In the shopper's language where the method has no name of its own; in English where no locale is given. */
export function nameOf({ id, name }: Method, locale: unknown): string {
  const wanted = textOf(locale, 20) ?? "en_US";
  return id === "CREDITCARD"
    ? creditCardNames[selectLanguage(wanted).language]
    : methodName(id, name, wanted);
}

/** No page says it: there the card has a form. */
const creditCardNames: Readonly<Record<Language, string>> = {
  en: "Credit card",
  nl: "Creditcard",
  de: "Kreditkarte",
};

/** The site's methods; a currency or country that nobody knows, or an amount that is none, has none. */
export function listMethods(
  offered: readonly Method[],
  site: Site,
  { amount, country, currency }: MethodFilter,
): readonly Method[] {
  const money = isGiven(currency) ? parseCurrency(textOf(currency, 3) ?? "") : undefined;
  const place = isGiven(country) ? (textOf(country, 2) ?? "").toUpperCase() : undefined;
  const minor = isGiven(amount) ? parseMinor(amount) : undefined;
  if (minor === null || money === null || (place !== undefined && !isCountry(place))) return [];
  return methodsOfSite(offered, site).filter(
    (method) =>
      (minor === undefined || isAllowedAmount(method, minor)) &&
      (money === undefined || method.currencies.includes(money)) &&
      (place === undefined || method.countries.length === 0 || method.countries.includes(place)),
  );
}

/** A method of the site by its id in any case, or null. */
export function findMethod(offered: readonly Method[], site: Site, text: string): Method | null {
  const id = parseGateway(text);
  return methodsOfSite(offered, site).find((method) => method.id === id) ?? null;
}
