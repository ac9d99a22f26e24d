import type { FastifyInstance } from "fastify";
import { isCountry } from "#domain/country.ts";
import { parseCurrency } from "#domain/currency.ts";
import type { Site } from "#domain/merchant/site.ts";
import { isAllowedAmount, type Method, methodsOfSite, parseGateway } from "#domain/method/catalogue.ts";
import { parseMinor } from "#domain/money.ts";
import { refusal } from "#domain/refusal.ts";
import { methodName } from "../pages/method-options.ts";
import type { Authenticate } from "./authentication.ts";
import { sendRefusal, success } from "./envelope.ts";
import { isGiven, textOf } from "./lenient.ts";

/** What a shop may ask the lists of methods for; a parameter given twice is a list. */
export type MethodFilter = Readonly<Record<"amount" | "country" | "currency" | "locale", unknown>>;

/** `GET /gateways` and `GET /gateways/{id}` (contract, gateways.md §1 and §2). */
export function registerGateways(
  server: FastifyInstance,
  { authenticate, offered }: { readonly authenticate: Authenticate; readonly offered: readonly Method[] },
): void {
  server.get<{ Querystring: MethodFilter }>("/gateways", async (request, reply) => {
    const site = await authenticate(request, reply);
    if (site === null) return reply;
    return success(
      listMethods(offered, site, request.query).map((method) => present(method, request.query.locale)),
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

const present = (method: Method, locale: unknown): { readonly id: string; readonly description: string } => ({
  id: method.id,
  description: nameOf(method, locale),
});

/** In the shopper's language where the method has no name of its own; in English where no locale is given. */
export const nameOf = ({ id, name }: Method, locale: unknown): string =>
  methodName(id, name, textOf(locale, 20) ?? "en_US");

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
