import type { Currency } from "../currency.ts";
import { compare, type Decimal, parseDecimal, zero } from "../decimal.ts";
import type { JsonObject } from "../json.ts";
import { Members } from "../order/cart-members.ts";
import { ok, refuse, type Result } from "../result.ts";

/** A way in which a shop hands over what a FastCheckout order buys (contract, orders.md §1.8). */
export interface ShippingMethod {
  readonly kind: "pickup" | "flat-rate";
  readonly name: string;
  /** Who carries it, or empty. */
  readonly provider: string;
  /** Major units without tax; never negative. */
  readonly price: Decimal;
  /** Countries it goes to; empty: all. */
  readonly allowedAreas: readonly string[];
  readonly excludedAreas: readonly string[];
}

/** More ways than one shopper can choose from. */
const mostMethods = 50;
/** Far above any price of a shipment, and far below where a sum would not fit the wire. */
const highestPrice: Decimal = { unscaled: 1_000_000n, scale: 0 };

/**
 * The shipping methods of a FastCheckout order by the members of `checkout_options`,
 * in the order of the page; empty where the shop ships nothing (`no_shipping_method`)
 * or offers none. Refused with a sentence that names the member.
 */
export function parseShippingMethods(
  options: JsonObject,
  currency: Currency,
): Result<readonly ShippingMethod[], string> {
  const complaints: string[] = [];
  const members = new Members(options, "checkout_options", complaints);
  members.flag("no_shipping_method");
  const shipping = members.object("shipping_methods");
  const pickup = shipping.object("pickup");
  const methods = [
    ...(pickup.value("price") === undefined && pickup.value("name") === undefined
      ? []
      : [parseMethod(pickup, "pickup", currency)]),
    ...shipping
      .objects("flat_rate_shipping", mostMethods)
      .map((method) => parseMethod(method, "flat-rate", currency)),
  ];
  const [complaint] = complaints;
  if (complaint !== undefined) return refuse(complaint);
  return ok(isShipped(options) ? methods : []);
}

/** False where the shop says that nothing is shipped (`no_shipping_method`). */
export const isShipped = (options: JsonObject): boolean =>
  !new Members(options, "checkout_options", []).flag("no_shipping_method");

/** Whether the method reaches the country; what is fetched is fetched by whoever comes. */
export const deliversTo = (method: ShippingMethod, country: string): boolean =>
  method.kind === "pickup" ||
  (!method.excludedAreas.includes(country) &&
    (method.allowedAreas.length === 0 || method.allowedAreas.includes(country)));

function parseMethod(members: Members, kind: ShippingMethod["kind"], currency: Currency): ShippingMethod {
  const price = parseDecimal(members.value("price"));
  if (price === null || compare(price, zero) < 0 || compare(price, highestPrice) > 0) {
    members.complain("price", "must be a decimal number from 0 to 1000000");
  }
  const stated = members.text("currency") ?? "";
  if (stated !== "" && stated.toUpperCase() !== currency) members.complain("currency", "is not the order's");
  const name = members.text("name") ?? "";
  if (name.trim() === "") members.complain("name", "is missing");
  return {
    kind,
    name,
    provider: members.text("provider") ?? "",
    price: price ?? zero,
    allowedAreas: parseAreas(members, "allowed_areas"),
    excludedAreas: parseAreas(members, "excluded_areas"),
  };
}

function parseAreas(members: Members, name: string): readonly string[] {
  const areas: string[] = [];
  for (const area of members.freeFormList(name)) {
    if (typeof area === "string") areas.push(area.trim().toUpperCase());
    else members.complain(name, "must be a list of country codes");
  }
  return areas;
}
