import { addShipping } from "#domain/checkout/shipping-line.ts";
import { parseShippingMethods } from "#domain/checkout/shipping-method.ts";
import type { CheckoutTerms } from "#domain/checkout/checkout.ts";
import { isCountry } from "#domain/country.ts";
import { type Money, parseMinor } from "#domain/money.ts";
import type { Cart } from "#domain/order/cart.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { isGiven, objectOf } from "./lenient.ts";

/** More than there are countries. */
const mostCountries = 300;

/**
 * What the page of a FastCheckout order will ask (contract, orders.md §1.3, §1.8).
 * Refused with 1016 (no cart, no options, an unreadable shipping method), 1018
 * (`allowed_countries`), 1001 (the amount does not fit the wire with the shipment).
 */
export function parseFastCheckout(
  body: Readonly<Record<string, unknown>>,
  cart: Cart | null,
  money: Money,
): Result<CheckoutTerms, Refusal> {
  if (cart === null || !isGiven(body["checkout_options"])) {
    return refuse(refusal(1016, "Missing data: FastCheckout needs shopping_cart and checkout_options"));
  }
  const methods = parseShippingMethods(cart.fastCheckout, money.currency);
  if (!methods.ok) return refuse(refusal(1016, `Missing data: ${methods.refusal}`));
  const sums = methods.value.map((method) => money.amount + addShipping(cart, method, money.currency).cost);
  if (sums.some((sum) => parseMinor(String(sum)) === null)) return refuse(refusal(1001));
  const allowedCountries = parseCountries(objectOf(body["payment_options"])?.["allowed_countries"]);
  if (allowedCountries === null) return refuse(refusal(1018));
  return ok({ allowedCountries, asksCompany: asksCompany(body["custom_fields"]), isFilledIn: false });
}

function parseCountries(value: unknown): readonly string[] | null {
  if (!isGiven(value)) return [];
  if (!Array.isArray(value) || value.length > mostCountries) return null;
  const codes = value.map((code: unknown) => (typeof code === "string" ? code.trim().toUpperCase() : ""));
  return codes.every(isCountry) ? [...new Set(codes)] : null;
}

/** Of the standard fields of a form, the one that an order has a place for. */
const asksCompany = (customFields: unknown): boolean =>
  Array.isArray(customFields) &&
  customFields.some((field: unknown) => objectOf(field)?.["standard_type"] === "companyname");
