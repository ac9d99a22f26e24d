import { brandNames, type CardBrand } from "../card/brand.ts";
import type { Currency } from "../currency.ts";
import type { JsonObject } from "../json.ts";
import type { Minor } from "../money.ts";
import { dayMs, hourMs, minuteMs } from "../time.ts";
import { currenciesOf } from "./method-currencies.ts";

/**
 * Every way to pay that this house offers (contract, gateways.md §5), as data:
 * who carries it, where and in what it is offered, how long it takes.
 */

/** The generic card and its brands go over the card link. */
export type CardGatewayId = "CREDITCARD" | CardBrand;

/** The others go to a provider over the bank link; Bancontact does where it is paid with its app. */
export const providerMethodIds = [
  "IDEAL",
  "BANKTRANS",
  "DIRDEB",
  "DIRECTBANK",
  "BELFIUS",
  "CBC",
  "KBC",
  "TRUSTLY",
  "GIROPAY",
  "EPS",
  "PAYPAL",
  "ALIPAY",
  "APPLEPAY",
  "GOOGLEPAY",
  "KLARNA",
  "AFTERPAY",
  "IN3",
  "EINVOICE",
  "PAYAFTER",
  "MISTERCASH",
  "VVVGIFTCRD",
  "BOEKENBON",
] as const;
export type ProviderMethodId = (typeof providerMethodIds)[number];

export type GatewayId = CardGatewayId | ProviderMethodId;

/** Gift cards, which may pay a part. */
export type CouponMethodId = Extract<ProviderMethodId, "VVVGIFTCRD" | "BOEKENBON">;

/** `bnpl`: buy now, pay later. `coupon`: gift card. */
export type MethodKind = "card" | "bank" | "wallet" | "bnpl" | "coupon";

interface Common {
  readonly kind: MethodKind;
  readonly name: string;
  readonly currencies: readonly Currency[];
  /** ISO 3166-1 alpha-2 of the shopper; empty: everywhere. */
  readonly countries: readonly string[];
  /** Minor units that may be paid with it; max null: no bound. Zero checks a card without taking money. */
  readonly amounts: { readonly min: number; readonly max: number | null };
  /** May be the gateway of an order of type direct. */
  readonly isDirect: boolean;
  /** How long a started payment may take; null: for ever (contract, statuses.md §5). */
  readonly expiryMs: number | null;
  /** How long after completion it can be refunded (contract, refunds.md §2). */
  readonly refundWindowMs: number;
}

export interface CardMethod extends Common {
  readonly kind: "card";
  readonly id: CardGatewayId;
}

export interface ProviderMethod extends Common {
  readonly kind: Exclude<MethodKind, "card">;
  readonly id: ProviderMethodId;
  /** Where the money is once the provider calls the payment paid: with us, or with the wallet for good. */
  readonly paidSettlement: "completed" | "initialized";
  /** How long the provider's promise to pay waits for the shipment; null: for ever. */
  readonly shipWithinMs: number | null;
  /** Where the order is once a payment that nobody made is given up (contract, statuses.md §3.3 and §3.4). */
  readonly givenUp: "void" | "cancelled";
  /** The shopper has something to do at the provider's. */
  readonly hasCheckout: boolean;
  /** Members of the customer that the provider cannot do without. */
  readonly requiredCustomerData: readonly string[];
}

export type Method = CardMethod | ProviderMethod;

const refundable = { card: 180 * dayMs, paypal: 60 * dayMs, year: 365 * dayMs, other: 730 * dayMs };

const card = (
  id: CardGatewayId,
  name: string,
  particulars: Partial<Omit<CardMethod, "kind" | "id" | "name">> = {},
): CardMethod => ({
  kind: "card",
  id,
  name,
  amounts: { min: 1, max: null },
  currencies: currenciesOf("all"),
  countries: [],
  isDirect: true,
  expiryMs: hourMs,
  refundWindowMs: refundable.card,
  ...particulars,
});

type Particulars = Partial<Omit<ProviderMethod, "kind" | "id" | "name">>;

const provider = (
  kind: ProviderMethod["kind"],
  id: ProviderMethodId,
  name: string,
  particulars: Particulars,
): ProviderMethod => ({
  kind,
  id,
  name,
  amounts: { min: 1, max: null },
  currencies: currenciesOf("EUR"),
  countries: [],
  isDirect: true,
  expiryMs: hourMs,
  refundWindowMs: refundable.other,
  paidSettlement: "completed",
  shipWithinMs: null,
  givenUp: "void",
  hasCheckout: true,
  requiredCustomerData: [],
  ...particulars,
});

/** Cards that may be verified with an amount of zero (contract, cards-3ds.md §10). */
const verifiable = { amounts: { min: 0, max: null } };

const bancontact = { currencies: currenciesOf("EUR"), countries: ["BE"], isDirect: false };

/** Bancontact by its app, which reads a QR code: not a card but a payment over the bank link, under the same id. */
export const bancontactApp: ProviderMethod = provider("bank", "MISTERCASH", brandNames.MISTERCASH, {
  ...bancontact,
  refundWindowMs: refundable.card,
  givenUp: "cancelled",
});

const giftCard = (id: CouponMethodId, name: string): ProviderMethod =>
  provider("coupon", id, name, { isDirect: false, expiryMs: null });

export const methods: readonly Method[] = [
  card("VISA", brandNames.VISA, verifiable),
  card("MASTERCARD", brandNames.MASTERCARD, verifiable),
  card("MAESTRO", brandNames.MAESTRO, verifiable),
  card("AMEX", brandNames.AMEX),
  card("CREDITCARD", "Credit card"),
  card("MISTERCASH", brandNames.MISTERCASH, bancontact),
  provider("bank", "IDEAL", "iDEAL", { countries: ["NL"] }),
  provider("bank", "BANKTRANS", "Bank transfer", {
    currencies: currenciesOf("EUR CAD CHF CZK DKK GBP HKD HUF JPY NOK PLN SEK USD"),
    expiryMs: 60 * dayMs,
    hasCheckout: false,
  }),
  provider("bank", "DIRDEB", "SEPA Direct Debit", { expiryMs: null, hasCheckout: false }),
  provider("bank", "DIRECTBANK", "Sofort", {
    currencies: currenciesOf("EUR CHF GBP HUF PLN"),
    countries: ["AT", "BE", "CH", "DE", "ES", "IT", "NL", "PL"],
    expiryMs: dayMs,
  }),
  provider("bank", "BELFIUS", "Belfius", { countries: ["BE"], expiryMs: 5 * dayMs }),
  provider("bank", "CBC", "CBC", { countries: ["BE"], expiryMs: 5 * dayMs }),
  provider("bank", "KBC", "KBC", { countries: ["BE"], expiryMs: 5 * dayMs }),
  provider("bank", "TRUSTLY", "Trustly", {
    currencies: currenciesOf("EUR GBP SEK"),
    expiryMs: 2 * hourMs,
    refundWindowMs: refundable.year,
    givenUp: "cancelled",
  }),
  provider("bank", "GIROPAY", "Giropay", { countries: ["DE"], isDirect: false, expiryMs: null }),
  provider("bank", "EPS", "EPS", { countries: ["AT"], isDirect: false, expiryMs: 10 * minuteMs }),
  provider("wallet", "PAYPAL", "PayPal", {
    currencies: currenciesOf(
      "AUD BRL CAD CHF CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD",
    ),
    expiryMs: 14 * dayMs,
    refundWindowMs: refundable.paypal,
    paidSettlement: "initialized",
  }),
  provider("wallet", "ALIPAY", "Alipay", {
    currencies: currenciesOf("EUR USD"),
    expiryMs: 5 * hourMs,
    refundWindowMs: refundable.year,
    paidSettlement: "initialized",
  }),
  // Direct means a token of the wallet, encrypted for a processor that holds the merchant's key: nobody here can open it.
  provider("wallet", "APPLEPAY", "Apple Pay", {
    isDirect: false,
    currencies: currenciesOf("all"),
    refundWindowMs: refundable.card,
  }),
  provider("wallet", "GOOGLEPAY", "Google Pay", {
    isDirect: false,
    currencies: currenciesOf("all"),
    refundWindowMs: refundable.card,
  }),
  provider("bnpl", "KLARNA", "Klarna", {
    currencies: currenciesOf("EUR GBP DKK NOK SEK"),
    countries: ["AT", "BE", "CH", "DE", "DK", "FI", "GB", "NL", "NO", "SE"],
    expiryMs: dayMs,
    shipWithinMs: 28 * dayMs,
    requiredCustomerData: ["email"],
  }),
  provider("bnpl", "AFTERPAY", "Riverty", {
    countries: ["AT", "BE", "CH", "DE", "NL"],
    expiryMs: 90 * dayMs,
    requiredCustomerData: ["birthday", "gender", "phone", "email"],
  }),
  provider("bnpl", "IN3", "in3", {
    countries: ["NL"],
    expiryMs: 2 * hourMs,
    requiredCustomerData: ["birthday", "phone", "email"],
  }),
  provider("bnpl", "EINVOICE", "E-Invoicing", {
    countries: ["NL"],
    expiryMs: null,
    hasCheckout: false,
    requiredCustomerData: ["birthday", "phone", "email", "bank_account"],
  }),
  provider("bnpl", "PAYAFTER", "Pay After Delivery", {
    countries: ["BE", "NL"],
    expiryMs: 90 * dayMs,
    hasCheckout: false,
    requiredCustomerData: ["birthday", "phone", "email", "bank_account"],
  }),
  giftCard("VVVGIFTCRD", "VVV Cadeaukaart"),
  giftCard("BOEKENBON", "Boekenbon"),
];

const byId: ReadonlyMap<GatewayId, Method> = new Map(methods.map((method) => [method.id, method]));

export function methodById(id: GatewayId): Method {
  const method = byId.get(id);
  if (method === undefined) throw new Error(`no method ${id}`);
  return method;
}

export function providerMethod(id: ProviderMethodId): ProviderMethod {
  if (id === bancontactApp.id) return bancontactApp;
  const method = methodById(id);
  if (method.kind === "card") throw new Error(`${id} is a card`);
  return method;
}

export const isCouponMethod = (id: GatewayId): id is CouponMethodId => methodById(id).kind === "coupon";

/** Any letter case; `AMERICAN EXPRESS` in any spacing is AMEX (contract, cards-3ds.md §1). */
export function parseGateway(text: string): GatewayId | null {
  const id = text.trim().toUpperCase();
  if (id.replace(/[\s_-]/g, "") === "AMERICANEXPRESS") return "AMEX";
  return methods.find((method) => method.id === id)?.id ?? null;
}

/** The shop asked for Bancontact's QR code instead of the card (`gateway_info.qr_enabled`). */
export const wantsBancontactApp = (order: {
  readonly gateway: GatewayId | null;
  readonly details: { readonly kept: JsonObject };
}): boolean => order.gateway === bancontactApp.id && order.details.kept["qr_enabled"] === true;

export const isCardGateway = (id: GatewayId): id is CardGatewayId => methodById(id).kind === "card";

/** The brands a page offers for a gateway: its own, or all for the generic card and for no gateway. */
export const brandsOf = (gateway: CardGatewayId | null): readonly CardBrand[] =>
  gateway === null || gateway === "CREDITCARD" ? ["VISA", "MASTERCARD", "MAESTRO", "AMEX"] : [gateway];

/** The method takes payments of so much. */
export const isAllowedAmount = ({ amounts: { min, max } }: Method, amount: Minor): boolean =>
  amount >= BigInt(min) && (max === null || amount <= BigInt(max));

/** Of what the house offers, what the site does. */
export const methodsOfSite = (
  offered: readonly Method[],
  site: { readonly methods: readonly string[] | null },
): readonly Method[] => offered.filter((method) => site.methods === null || site.methods.includes(method.id));

/**
 * What a payment in `currency` and (where known) from `country` can be made with,
 * in the order of the catalogue. A pay-later provider buys a cart, not an amount.
 */
export const methodsFor = (
  offered: readonly Method[],
  payment: { readonly currency: Currency; readonly country: string | null; readonly hasCart: boolean },
): readonly Method[] =>
  offered.filter(
    (method) =>
      method.currencies.includes(payment.currency) &&
      (method.kind !== "bnpl" || payment.hasCart) &&
      (payment.country === null ||
        method.countries.length === 0 ||
        method.countries.includes(payment.country)),
  );
