/**
 * The shopping cart of an order: what the shop says was bought, checked against
 * the amount where somebody relies on it (a buy-now-pay-later gateway invoices
 * the lines), else only stored and echoed (contract, orders.md §1.7, §1.8, §2.4).
 *
 * A `Cart` is plain JSON: it is stored as jsonb and read back without a decoder.
 * Its decimals are JSON numbers where every client prints them alike, else texts
 * of digits; totals are texts. No bigint and no `Decimal` stands in it.
 */
import type { Currency } from "../currency.ts";
import { exponent } from "../currency.ts";
import type { Decimal } from "../decimal.ts";
import { toFixed, unitsHalfUp } from "../decimal.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Minor } from "../money.ts";
import { catalogue } from "../refusal.ts";
import type { Result } from "../result.ts";
import { ok, refuse } from "../result.ts";
import type { CartItem, ReadItem } from "./cart-items.ts";
import { parseItems } from "./cart-items.ts";
import { Members } from "./cart-members.ts";
import type { TaxTables } from "./cart-tax-tables.ts";
import { parseTaxTables, selectRate } from "./cart-tax-tables.ts";
import { cartTotals } from "./cart-totals.ts";

/** A cart that passed its checks; at least one item. */
export interface Cart {
  readonly items: readonly CartItem[];
  readonly taxTables: TaxTables;
  /** The FastCheckout members of `checkout_options` that were sent, by their wire names. */
  readonly fastCheckout: JsonObject;
  /** Major units with two decimals, e.g. `100.00`. */
  readonly totalTax: string;
  readonly orderTotal: string;
}

export interface CartRefusal {
  readonly code: 1016 | 1025 | 1026 | 1027 | 1028 | 1029 | 1030 | 1031;
  /** The catalogue's sentence; for 1016 it also names the member. */
  readonly info: string;
}

export interface CartRequest {
  /** `shopping_cart` of the decoded body. */
  readonly shoppingCart: unknown;
  /** `checkout_options` of the decoded body. */
  readonly checkoutOptions: unknown;
  readonly currency: Currency;
  readonly amount: Minor;
  /** The gateway invoices the lines, so they must add up to the amount. */
  readonly mustMatch: boolean;
}

const fastCheckoutMembers = ["no_shipping_method", "use_shipping_notification", "shipping_methods"];

/** Rounding per line or per total is not documented, so they may differ by one minor unit. */
const tolerance = 1n;

/**
 * The cart of an order request, or null when none was sent (also for a gateway
 * that cannot do without: that refusal is its own). Refused with 1016 for a wrong
 * shape or size, else with the first that holds of 1025, 1026, 1030, 1028, 1029,
 * 1031, 1027; the last only where `mustMatch` or `validate_cart` asks for it.
 */
export function parseCart(request: CartRequest): Result<Cart | null, CartRefusal> {
  const complaints: string[] = [];
  const options = new Members(request.checkoutOptions, "checkout_options", complaints);
  const items = parseItems(new Members(request.shoppingCart, "shopping_cart", complaints), request.currency);
  const taxTables = parseTaxTables(options);
  const validateCart = options.flag("validate_cart");
  const fastCheckout = readFastCheckout(options);
  const [complaint] = complaints;
  if (complaint !== undefined) return refuse({ code: 1016, info: `${catalogue[1016].info}: ${complaint}` });
  if (items.length === 0) return ok(null);

  const currencyCode = refusedCurrencies(items, request.currency);
  if (currencyCode !== null) return refuseWith(currencyCode);
  if (!items.every(hasCurrency)) return refuseWith(1030);
  if (taxTables === null) return refuseWith(1028);
  const taxed = items.map((item) => ({ ...item, rate: selectRate(taxTables, item.rest.taxTableSelector) }));
  if (!taxed.every(hasRate)) return refuseWith(1029);
  if (!taxed.every(hasPrice)) return refuseWith(1031);

  const { tax, total } = cartTotals(taxed);
  if ((request.mustMatch || validateCart) && !isNear(total, request)) return refuseWith(1027);
  return ok({
    items: taxed.map(({ rest, currency, statedPrice }) => ({ ...rest, currency, unitPrice: statedPrice })),
    taxTables,
    fastCheckout,
    totalTax: toFixed(tax, 2),
    orderTotal: toFixed(total, 2),
  });
}

/** Whether the cart is in one currency and that of the order; unknown currencies are judged later. */
function refusedCurrencies(items: readonly ReadItem[], orderCurrency: Currency): 1025 | 1026 | null {
  const currencies = new Set(items.map(({ currency }) => currency));
  const known = [...currencies].filter((currency) => currency !== null);
  if (known.length > 1) return 1025;
  return currencies.size === 1 && known.some((currency) => currency !== orderCurrency) ? 1026 : null;
}

function isNear(total: Decimal, { amount, currency }: CartRequest): boolean {
  const difference = unitsHalfUp(total, exponent(currency)) - amount;
  return -tolerance <= difference && difference <= tolerance;
}

function readFastCheckout(options: Members): JsonObject {
  const sent: [string, Json][] = [];
  for (const name of fastCheckoutMembers) {
    const value = options.freeForm(name);
    if (value !== undefined) sent.push([name, value]);
  }
  return Object.fromEntries(sent);
}

const refuseWith = (code: CartRefusal["code"]) => refuse({ code, info: catalogue[code].info });

const hasCurrency = <T extends ReadItem>(item: T): item is T & { readonly currency: Currency } =>
  item.currency !== null;
const hasPrice = <T extends ReadItem>(item: T): item is T & { readonly unitPrice: Decimal } =>
  item.unitPrice !== null;
const hasRate = <T extends { readonly rate: Decimal | null }>(
  item: T,
): item is T & { readonly rate: Decimal } => item.rate !== null;
