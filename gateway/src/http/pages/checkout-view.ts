import type { OpenQuestions } from "#domain/checkout/checkout.ts";
import { addShipping } from "#domain/checkout/shipping-line.ts";
import type { ShippingMethod } from "#domain/checkout/shipping-method.ts";
import { countries } from "#domain/country.ts";
import { minor, type Money } from "#domain/money.ts";
import type { Cart } from "#domain/order/cart.ts";
import type { CheckoutError, RefusedCheckout } from "./checkout-form.ts";
import {
  addressInputs,
  type AnyCheckoutInput,
  type CheckoutInput,
  deliveryInput,
  inputOf,
  particulars,
} from "./checkout-fields.ts";
import { formatAmount } from "./texts/format-amount.ts";
import { languageTag, textsFor } from "./texts/language.ts";
import type { AddressField, CheckoutView } from "./views/checkout-page.ts";
import type { ShippingOption } from "./views/shipping-choice.ts";

/** The order as far as a shipment costs. */
export interface Priced {
  readonly money: Money;
  readonly cart: Cart | null;
}

/** The open questions as the page shows them, with what was typed before. */
export function checkoutView(
  order: Priced,
  questions: OpenQuestions,
  refused: RefusedCheckout,
  locale: string,
): Omit<CheckoutView, "page"> {
  const field = (input: AnyCheckoutInput, kind: CheckoutInput, from: readonly string[]): AddressField =>
    addressField(
      { input, kind, value: refused.values[input] ?? "", error: refused.errors[input] },
      from,
      locale,
    );
  const { allowedCountries, shippingMethods } = questions;
  const shipsTo = allowedCountries.length === 0 ? countries : allowedCountries;
  const typed = refused.values.shipping_method;
  return {
    fields: questions.fields.map((name) => field(inputOf[name], inputOf[name], countries)),
    shipping: shippingMethods.map((method) => shippingOption(order, method, locale)),
    // Where there is one way only, it is the shopper's.
    chosenShipping: typed === undefined ? (shippingMethods.length === 1 ? 0 : null) : Number(typed),
    shippingError: sentence("shipping_method", refused.errors.shipping_method, locale),
    deliveryFields: questions.mayShipElsewhere
      ? addressInputs.map((name) => field(deliveryInput(name), name, shipsTo))
      : [],
    shipsElsewhere: refused.shipsElsewhere,
  };
}

interface Asked {
  readonly input: AnyCheckoutInput;
  readonly kind: CheckoutInput;
  readonly value: string;
  readonly error: CheckoutError | undefined;
}

function addressField(asked: Asked, from: readonly string[], locale: string): AddressField {
  const texts = textsFor(locale).checkout;
  const { most, autocomplete, inputMode } = particulars[asked.kind];
  const common = {
    name: asked.input,
    label: texts.fields[asked.kind],
    autocomplete: asked.input === asked.kind ? autocomplete : `shipping ${autocomplete}`,
    value: asked.value,
    error: sentence(asked.kind, asked.error, locale),
  };
  return asked.kind === "country"
    ? { ...common, prompt: texts.chooseCountry, options: countryOptions(from, locale) }
    : { ...common, inputMode, maxLength: most, isRequired: true };
}

function countryOptions(codes: readonly string[], locale: string) {
  const compare = new Intl.Collator(languageTag(locale)).compare;
  const nameOf = countryNames(locale);
  return codes
    .map((value) => ({ value, label: nameOf(value) }))
    .toSorted((left, right) => compare(left.label, right.label));
}

function shippingOption({ money, cart }: Priced, method: ShippingMethod, locale: string): ShippingOption {
  const texts = textsFor(locale).checkout;
  const cost = cart === null ? 0n : addShipping(cart, method, money.currency).cost;
  const nameOf = countryNames(locale);
  const list = new Intl.ListFormat(languageTag(locale));
  const named = (codes: readonly string[]): string => list.format(codes.map(nameOf));
  return {
    name: method.name,
    provider: method.provider,
    price: cost === 0n ? texts.free : formatAmount({ ...money, amount: minor(cost) }, locale),
    areas: [
      ...(method.allowedAreas.length === 0 ? [] : [texts.goesTo(named(method.allowedAreas))]),
      ...(method.excludedAreas.length === 0 ? [] : [texts.goesNotTo(named(method.excludedAreas))]),
    ].join(" · "),
  };
}

/** Names in the page's language; a code that is no country's stands as the shop wrote it. */
function countryNames(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames([languageTag(locale)], { type: "region" });
  return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);
}

function sentence(
  input: CheckoutInput | "shipping_method",
  error: CheckoutError | undefined,
  locale: string,
): string | null {
  const texts = textsFor(locale).checkout;
  switch (error) {
    case undefined:
      return null;
    case "missing":
      return texts.errors[input];
    case "not-delivered":
      return texts.notDelivered;
    case "not-shipped":
      return texts.notShipped;
  }
}
