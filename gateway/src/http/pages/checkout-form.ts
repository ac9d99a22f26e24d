import type { CheckoutAnswers, OpenQuestions } from "#domain/checkout/checkout.ts";
import { deliversTo, type ShippingMethod } from "#domain/checkout/shipping-method.ts";
import { isCountry } from "#domain/country.ts";
import { isPlainText } from "#domain/ids.ts";
import type { Customer } from "#domain/order/order.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import type { Fields } from "./card-form.ts";
import {
  addressInputs,
  type AnyCheckoutInput,
  type CheckoutInput,
  deliveryInput,
  inputOf,
  particulars,
} from "./checkout-fields.ts";
import { parseEmail, parsePhone } from "./provider-form.ts";
import { echoedText, isCardNumber, isName } from "./typed-text.ts";

/** `missing` also stands for what cannot be right; the others are about where the shop delivers. */
export type CheckoutError = "missing" | "not-delivered" | "not-shipped";

export interface RefusedCheckout {
  readonly errors: Readonly<Partial<Record<AnyCheckoutInput, CheckoutError>>>;
  readonly values: Readonly<Partial<Record<AnyCheckoutInput, string>>>;
  readonly shipsElsewhere: boolean;
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** The shopper's answers to the open questions, or what he must look at again. */
export function parseCheckoutForm(
  fields: Fields,
  questions: OpenQuestions,
  customer: Customer,
): Result<CheckoutAnswers, RefusedCheckout> {
  const errors: Mutable<RefusedCheckout["errors"]> = {};
  const values: Mutable<RefusedCheckout["values"]> = {};
  const read = (input: AnyCheckoutInput, kind: CheckoutInput): string | null => {
    const typed = textOf(fields, input);
    const parsed = parseField(kind, typed);
    if (parsed === null) errors[input] = "missing";
    values[input] = parsed ?? echoedText(typed, particulars[kind].most);
    return parsed;
  };
  const told: Mutable<Partial<Customer>> = {};
  for (const field of questions.fields) told[field] = read(inputOf[field], inputOf[field]);
  const shippingMethod = chosenMethod(fields, questions);
  if (shippingMethod !== null) values.shipping_method = textOf(fields, "shipping_method");
  else if (questions.shippingMethods.length > 0) errors.shipping_method = "missing";

  const shipsElsewhere = questions.mayShipElsewhere && fields["ships_elsewhere"] === "1";
  const isDelivered = questions.isShipped && shippingMethod?.kind !== "pickup";
  const delivery: Record<string, string> = {};
  if (shipsElsewhere && isDelivered) {
    for (const name of addressInputs) delivery[name] = read(deliveryInput(name), name) ?? "";
  }
  const country = delivery["country"] ?? questions.deliveryCountry ?? told.country ?? customer.country;
  if (isDelivered && country !== null && country !== "") {
    Object.assign(errors, refusedCountry(questions, shippingMethod, country, shipsElsewhere));
  }
  return Object.keys(errors).length > 0
    ? refuse({ errors, values, shipsElsewhere })
    : ok({ customer: told, delivery: Object.keys(delivery).length === 0 ? null : delivery, shippingMethod });
}

/** What is wrong with the country the goods go to; said where the shopper can mend it. */
function refusedCountry(
  { allowedCountries, fields, shippingMethods }: OpenQuestions,
  method: ShippingMethod | null,
  country: string,
  shipsElsewhere: boolean,
): RefusedCheckout["errors"] {
  const isReached =
    (allowedCountries.length === 0 || allowedCountries.includes(country)) &&
    (shippingMethods.length === 0 || shippingMethods.some((one) => deliversTo(one, country)));
  if (!isReached && shipsElsewhere) return { delivery_country: "not-shipped" };
  if (!isReached && fields.includes("country")) return { country: "not-shipped" };
  const isRefused = method !== null && (!isReached || !deliversTo(method, country));
  return isRefused ? { shipping_method: "not-delivered" } : {};
}

/** By its place in the list, for a shop need not give its methods ids. */
function chosenMethod(fields: Fields, { shippingMethods }: OpenQuestions): ShippingMethod | null {
  const place = textOf(fields, "shipping_method");
  return /^\d{1,2}$/.test(place) ? (shippingMethods[Number(place)] ?? null) : null;
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" && isPlainText(value) ? value.trim() : "";
}

/** The value as it is kept, or null where it will not do. */
function parseField(kind: CheckoutInput, typed: string): string | null {
  if (typed === "" || typed.length > particulars[kind].most || isCardNumber(typed)) return null;
  switch (kind) {
    case "email":
      return parseEmail(typed);
    case "phone":
      return parsePhone(typed);
    case "country":
      return isCountry(typed) ? typed : null;
    default:
      return isName(typed) ? typed : null;
  }
}
