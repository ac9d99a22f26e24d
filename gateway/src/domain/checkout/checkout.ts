import type { JsonObject } from "../json.ts";
import { minor } from "../money.ts";
import type { Customer, Order } from "../order/order.ts";
import { assert } from "../result.ts";
import type { Instant } from "../time.ts";
import { addShipping, shippingItemId } from "./shipping-line.ts";
import { isShipped, parseShippingMethods, type ShippingMethod } from "./shipping-method.ts";

/** What the page of a FastCheckout order is to ask for before the payment. */
export interface CheckoutTerms {
  /** Countries the shop ships to, upper case; empty: all. */
  readonly allowedCountries: readonly string[];
  /** The shop asks for the name of a company. */
  readonly asksCompany: boolean;
  /** The shopper has told it; the payment follows. */
  readonly isFilledIn: boolean;
}

/** What a shopper tells of himself for every checkout, in the order of the page. */
const customerFields = [
  "firstName",
  "lastName",
  "address1",
  "houseNumber",
  "zipCode",
  "city",
  "country",
  "email",
  "phone",
] as const satisfies readonly (keyof Customer)[];

export type CheckoutField = (typeof customerFields)[number] | "companyName";

/** What an order leaves open; only that is asked. */
export interface OpenQuestions {
  readonly fields: readonly CheckoutField[];
  /** Empty where there is nothing to choose. */
  readonly shippingMethods: readonly ShippingMethod[];
  /** Something is sent to the shopper: then the country of the delivery counts. */
  readonly isShipped: boolean;
  /** The shopper may name another address for the delivery. */
  readonly mayShipElsewhere: boolean;
  /** Country of the delivery that the shop named itself. */
  readonly deliveryCountry: string | null;
  readonly allowedCountries: readonly string[];
}

/** The shopper's answers, parsed: every open question has one. */
export interface CheckoutAnswers {
  readonly customer: Partial<Customer>;
  /** Another address than the customer's, by its wire names. */
  readonly delivery: JsonObject | null;
  readonly shippingMethod: ShippingMethod | null;
}

/** Null for an order that is no FastCheckout order, or whose form is filled in or has nothing to ask. */
export function openQuestions(order: Order): OpenQuestions | null {
  const { checkout, cart, customer, delivery } = order.details;
  if (order.type !== "checkout" || checkout?.isFilledIn === true) return null;
  const shippingMethods = shippingMethodsOf(order);
  const wanted = [...customerFields, ...(checkout?.asksCompany === true ? ["companyName" as const] : [])];
  const fields = wanted.filter((name) => (customer[name] ?? "").trim() === "");
  if (fields.length === 0 && shippingMethods.length === 0) return null;
  const deliveryCountry = delivery?.["country"];
  return {
    fields,
    shippingMethods,
    isShipped: cart !== null && isShipped(cart.fastCheckout),
    mayShipElsewhere: delivery === null && cart !== null && isShipped(cart.fastCheckout),
    deliveryCountry: typeof deliveryCountry === "string" ? deliveryCountry.toUpperCase() : null,
    allowedCountries: checkout?.allowedCountries ?? [],
  };
}

/** A shop that put the shipment into the cart has chosen it already. */
function shippingMethodsOf({ details: { cart }, money }: Order): readonly ShippingMethod[] {
  if (cart === null || cart.items.some((item) => item.merchantItemId === shippingItemId)) return [];
  const methods = parseShippingMethods(cart.fastCheckout, money.currency);
  return methods.ok ? methods.value : [];
}

/** The order with the answers in it: customer, delivery, line for the shipment, amount. */
export function fillIn(order: Order, answers: CheckoutAnswers, at: Instant): Order {
  const { details, money } = order;
  const { customer, delivery, shippingMethod } = answers;
  const shipped =
    shippingMethod === null || details.cart === null
      ? { cart: details.cart, cost: 0n }
      : addShipping(details.cart, shippingMethod, money.currency);
  assert(order.phase === "open", "a checkout is filled in before its payment");
  return {
    ...order,
    money: { ...money, amount: minor(money.amount + shipped.cost) },
    details: {
      ...details,
      customer: { ...details.customer, ...customer },
      delivery: delivery ?? details.delivery,
      cart: shipped.cart,
      checkout: { allowedCountries: [], asksCompany: false, ...details.checkout, isFilledIn: true },
    },
    modifiedAt: at,
    version: order.version + 1,
  };
}
