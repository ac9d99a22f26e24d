import type { CreateOrder } from "#app/create-order.ts";
import { parseCurrency } from "#domain/currency.ts";
import { type OrderId, parseOrderId } from "#domain/ids.ts";
import type { Site } from "#domain/merchant/site.ts";
import {
  type GatewayId,
  isAllowedAmount,
  type Method,
  methodById,
  parseGateway,
} from "#domain/method/catalogue.ts";
import { type Minor, parseMinor } from "#domain/money.ts";
import { parseCart } from "#domain/order/cart.ts";
import type { OrderDetails, OrderType } from "#domain/order/order.ts";
import { parseSplitPayments } from "#domain/order/split-payments.ts";
import { sessionDefaultMs } from "#domain/order/timers.ts";
import { type Refusal, refusal } from "#domain/refusal.ts";
import { ok, refuse, type Result } from "#domain/result.ts";
import { dayMs, secondMs } from "#domain/time.ts";
import { findMethod } from "./gateways.ts";
import { parseCustomer } from "./customer-request.ts";
import { parseFastCheckout } from "./fast-checkout-request.ts";
import { booleanOf, integerOf, isGiven, objectOf, storableObject, textOf } from "./lenient.ts";
import { parsePaymentOptions } from "./payment-options-request.ts";
import { parseDirectPayment } from "./direct-payment-request.ts";
import { parseMailWishes } from "./mail-wishes-request.ts";
import { parseRecurring } from "./recurring-request.ts";

export interface RequestContext {
  readonly site: Site;
  /** What this house can be paid with. */
  readonly offered: readonly Method[];
  /** SHA-256 of the body, hex. */
  readonly requestHash: string;
}

/**
 * The body of `POST /orders` → a typed command. The checks stand in the order of
 * the contract (orders.md §1.2), so that of several mistakes the same one is
 * always named; all of them come before the first effect.
 */
export function parseOrderRequest(
  body: Readonly<Record<string, unknown>>,
  { site, offered, requestHash }: RequestContext,
): Result<CreateOrder, Refusal> {
  const type = parseType(body["type"]);
  if (!type.ok) return type;
  const orderId = parseRequestedId(body["order_id"]);
  if (!orderId.ok) return orderId;
  const currency = parseCurrency(textOf(body["currency"], 3) ?? "");
  if (currency === null) return refuse(refusal(1002));
  const amount = parseAmount(body);
  if (!amount.ok) return amount;
  const description = parseDescription(body["description"], type.value);
  if (!description.ok) return description;
  const customer = parseCustomer(body["customer"]);
  if (!customer.ok) return customer;
  const info = objectOf(body["gateway_info"]);
  if (info === null) return refuse(refusal(1016, "Missing data: gateway_info is not an object"));
  const isMoto = booleanOf(info["moto"]) ?? false;
  const recurring = parseRecurring(body, type.value);
  if (!recurring.ok) return recurring;
  const isKeptCard = recurring.value.id !== null;
  if (needsAddress(body, type.value, isMoto || isKeptCard) && customer.value.customer.ipAddress === null) {
    return refuse(refusal(1007));
  }
  const vars = parseVars(body);
  if (!vars.ok) return vars;
  const gateway = parseRequestedGateway(body, type.value, isKeptCard);
  if (!gateway.ok) return gateway;
  const method = gateway.value === null ? null : findMethod(offered, site, gateway.value);
  if (gateway.value !== null && method === null) return refuse(refusal(1023));
  if (method !== null && !method.currencies.includes(currency)) return refuse(refusal(1002));
  if (type.value === "direct" && method?.isDirect === false) {
    return refuse(
      refusal(1023, `No gateway (payment method) available: ${method.id} is not offered as direct`),
    );
  }
  const cart = parseCart({
    shoppingCart: body["shopping_cart"],
    checkoutOptions: body["checkout_options"],
    currency,
    amount: amount.value,
    mustMatch: method?.kind === "bnpl",
  });
  if (!cart.ok) return cart;
  if (type.value === "direct" && method?.kind === "bnpl" && cart.value === null) {
    return refuse(refusal(1016, "Missing data: shopping_cart"));
  }
  const money = { amount: amount.value, currency };
  const checkout = type.value === "checkout" ? parseFastCheckout(body, cart.value, money) : null;
  if (checkout?.ok === false) return checkout;
  const affiliate = objectOf(body["affiliate"]);
  if (affiliate === null) return refuse(refusal(1016, "Missing data: affiliate is not an object"));
  const splits = parseSplitPayments(affiliate["split_payments"], amount.value);
  if (!splits.ok && type.value !== "checkout") return splits;
  const options = parsePaymentOptions(body["payment_options"]);
  if (!options.ok) return options;
  const sessionMs = parseSessionLife(body);
  if (!sessionMs.ok) return sessionMs;
  const payment = parseDirectPayment(type.value, {
    info,
    method,
    recurring: recurring.value,
    shopper: customer.value,
  });
  if (!payment.ok) return payment;

  const details: OrderDetails = {
    ...options.value,
    ...customer.value,
    ...vars.value,
    ...keptOf(body, type.value),
    // What a gift card leaves is charged at once: nothing of it is kept to be captured later.
    ...(method?.kind === "coupon" ? { manualCapture: false } : {}),
    recurringModel: recurring.value.model,
    recurringFlow: recurring.value.flow,
    description: description.value,
    flexible3d: booleanOf(info["flexible_3d"]),
    moto: type.value === "direct" && isMoto,
    termUrl: parseTermUrl(info["term_url"]),
    cart: cart.value,
    mail: parseMailWishes(body),
    ...(checkout === null ? {} : { checkout: checkout.value }),
  };
  return ok({
    site,
    orderId: orderId.value,
    type: type.value,
    gateway: gateway.value,
    money,
    details,
    sessionMs: sessionMs.value,
    requestHash,
    payment: payment.value,
  });
}

function parseType(value: unknown): Result<OrderType, Refusal> {
  switch (textOf(value, 20) ?? "") {
    case "":
    case "redirect":
      return value !== undefined && value !== null && typeof value !== "string"
        ? refuse(refusal(1016, "Missing data: type is no text"))
        : ok("redirect");
    case "direct":
      return ok("direct");
    case "paymentlink":
      return ok("paymentlink");
    case "checkout":
      return ok("checkout");
    default:
      return refuse(refusal(1016, "Missing data: unknown type"));
  }
}

function parseRequestedId(value: unknown): Result<OrderId, Refusal> {
  const isName = typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
  const id = isName ? parseOrderId(String(value)) : null;
  return id === null ? refuse(refusal(1006)) : ok(id);
}

function parseAmount(body: Readonly<Record<string, unknown>>): Result<Minor, Refusal> {
  const amount = parseMinor(body["amount"]);
  if (amount === null) return refuse(refusal(1001));
  const gateway = parseGateway(textOf(body["gateway"], 50) ?? "");
  const mayBeZero = gateway !== null && isAllowedAmount(methodById(gateway), amount);
  return amount === 0n && !mayBeZero ? refuse(refusal(1001)) : ok(amount);
}

/** HTML is not supported: tags are taken out rather than refused. */
function parseDescription(value: unknown, type: OrderType): Result<string, Refusal> {
  if (type === "checkout" && !isGiven(value)) return ok("");
  const text = textOf(value, 10_000);
  if (typeof text !== "string") return refuse(refusal(1008));
  const plain = text.replaceAll(/<\/?[a-zA-Z!][^<>]*>/g, "").trim();
  return plain === "" || [...plain].length > 200 ? refuse(refusal(1008)) : ok(plain);
}

/** A direct card or pay-later order needs the shopper's address, unless no shopper is there (orders.md §1.4). */
const needsAddress = (
  body: Readonly<Record<string, unknown>>,
  type: OrderType,
  isShopperAway: boolean,
): boolean =>
  type === "direct" && isRiskOfHouse(body["gateway"]) && !isShopperAway && !isGiven(body["payment_data"]);

function isRiskOfHouse(gateway: unknown): boolean {
  const id = parseGateway(textOf(gateway, 50) ?? "");
  return id === null || ["card", "bnpl"].includes(methodById(id).kind);
}

type Vars = Pick<OrderDetails, "vars" | "customInfo">;

function parseVars(body: Readonly<Record<string, unknown>>): Result<Vars, Refusal> {
  const info = objectOf(body["custom_info"]);
  if (info === null) return refuse(refusal(1010, "Invalid variable: custom_info is not an object"));
  const texts = [
    ...["var1", "var2", "var3"].map((name) => textOf(body[name], 500)),
    ...["custom_1", "custom_2", "custom_3"].map((name) => textOf(info[name], 500)),
  ];
  if (texts.includes(null)) return refuse(refusal(1010));
  const at = (index: number): string | null => texts[index] ?? null;
  return ok({ vars: [at(0), at(1), at(2)], customInfo: [at(3), at(4), at(5)] });
}

function parseRequestedGateway(
  body: Readonly<Record<string, unknown>>,
  type: OrderType,
  isKeptCard: boolean,
): Result<GatewayId | null, Refusal> {
  const text = textOf(body["gateway"], 50);
  if (text === null) return refuse(refusal(1023));
  const gateway = text === undefined || text.trim() === "" ? null : parseGateway(text);
  if (gateway === null && text !== undefined && text.trim() !== "") return refuse(refusal(1023));
  // FastCheckout lets the shopper choose, whatever the order names.
  if (type === "checkout") return ok(null);
  if (type !== "direct" || isKeptCard) return ok(gateway);
  if (isGiven(body["payment_data"])) {
    return refuse(refusal(1023, "No gateway (payment method) available: payment_data is not offered"));
  }
  return gateway === null ? refuse(refusal(1023)) : ok(gateway);
}

/** `seconds_active` wins over `days_active`; both are capped at a year (contract, orders.md §1.2). */
function parseSessionLife(body: Readonly<Record<string, unknown>>): Result<number, Refusal> {
  const days = integerOf(body["days_active"]);
  const seconds = integerOf(body["seconds_active"]);
  if (days === null) return refuse(refusal(1016, "Missing data: days_active is no number of days"));
  if (seconds === null) return refuse(refusal(1016, "Missing data: seconds_active is no number of seconds"));
  if (seconds !== undefined && seconds > 0) return ok(Math.min(seconds, 31_536_000) * secondMs);
  if (days !== undefined && days > 0) return ok(Math.min(days, 365) * dayMs);
  return ok(sessionDefaultMs);
}

function parseTermUrl(value: unknown): string | null {
  const text = textOf(value, 2_048);
  return typeof text === "string" && /^https?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : null;
}

type Kept = Pick<OrderDetails, "items" | "delivery" | "manualCapture" | "kept">;

/** Members kept as they came; nothing of ours reads them yet. */
const keptMembers = ["plugin", "google_analytics", "second_chance", "affiliate", "invoice", "custom_fields"];

/** Of these FastCheckout knows nothing (contract, orders.md §1.2). */
const ignoredByCheckout = ["affiliate", "recurring", "invoice"];

/** Shop-made free form, bounded by the body's own limit; `items` is HTML for the page. */
function keptOf(body: Readonly<Record<string, unknown>>, type: OrderType): Kept {
  const delivery = objectOf(body["delivery"]) ?? {};
  const names = keptMembers.filter(
    (name) => isGiven(body[name]) && (type !== "checkout" || !ignoredByCheckout.includes(name)),
  );
  return {
    items: textOf(body["items"], 20_000) ?? null,
    delivery: Object.keys(delivery).length === 0 ? null : storableObject(delivery),
    manualCapture: type !== "checkout" && textOf(body["capture"], 20) === "manual",
    kept: {
      ...storableObject(Object.fromEntries(names.map((name) => [name, body[name]]))),
      ...(booleanOf((objectOf(body["gateway_info"]) ?? {})["qr_enabled"]) === true
        ? { qr_enabled: true }
        : {}),
    },
  };
}
