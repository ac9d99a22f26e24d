import { type Currency, exponent } from "../currency.ts";
import { compare, type Decimal, parseDecimal, toFixed, toJsonNumber, unitsHalfUp, zero } from "../decimal.ts";
import type { CartItem } from "../order/cart-items.ts";
import { selectRate, type TaxTables } from "../order/cart-tax-tables.ts";
import { type CartLine, cartTotals } from "../order/cart-totals.ts";
import type { Cart } from "../order/cart.ts";
import { assert } from "../result.ts";
import type { ShippingMethod } from "./shipping-method.ts";

/** What the shop calls the line of the cart that is the shipment (contract, orders.md §1.7). */
export const shippingItemId = "msp-shipping";

export interface ShippedCart {
  readonly cart: Cart;
  /** What the shipment adds to the amount, with its tax; minor units. */
  readonly cost: bigint;
}

/**
 * The cart with a line for the shipment. What it costs is the difference of the
 * two totals and not the line rounded by itself: so an amount that was the cart's
 * total stays the cart's total.
 */
export function addShipping(cart: Cart, method: ShippingMethod, currency: Currency): ShippedCart {
  const { taxTables, selector } = taxOfShipping(cart.taxTables);
  const item: CartItem = {
    name: method.name,
    description: method.provider,
    unitPrice: toJsonNumber(method.price),
    currency,
    quantity: 1,
    merchantItemId: shippingItemId,
    taxTableSelector: selector,
    weight: { unit: null, value: null },
    options: [],
    image: "",
    productUrl: "",
    cashback: "",
  };
  const items = [...cart.items, item];
  const before = cartTotals(cart.items.map((one) => lineOf(one, taxTables)));
  const after = cartTotals(items.map((one) => lineOf(one, taxTables)));
  const units = (total: Decimal): bigint => unitsHalfUp(total, exponent(currency));
  return {
    cart: {
      ...cart,
      items,
      taxTables,
      totalTax: toFixed(after.tax, 2),
      orderTotal: toFixed(after.total, 2),
    },
    cost: units(after.total) - units(before.total),
  };
}

/** The default table, or one that taxes nothing where the shop does not tax shipping. */
function taxOfShipping(tables: TaxTables): { readonly taxTables: TaxTables; readonly selector: string } {
  if (tables.default.shippingTaxed || isZero(tables.default.rate)) return { taxTables: tables, selector: "" };
  const untaxed = tables.alternate.find(({ name, rules: [rule] }) => name !== "" && isZero(rule?.rate ?? 1));
  if (untaxed !== undefined) return { taxTables: tables, selector: untaxed.name };
  const name = freeName(tables, "none");
  const rules = [{ country: "", rate: 0, state: null, postcode: null }];
  return {
    taxTables: { ...tables, alternate: [...tables.alternate, { name, standalone: false, rules }] },
    selector: name,
  };
}

const freeName = (tables: TaxTables, name: string): string =>
  tables.alternate.some((table) => table.name === name) ? freeName(tables, `${name}-`) : name;

const isZero = (rate: number | string): boolean => compare(decimalOf(rate), zero) === 0;

function lineOf(item: CartItem, tables: TaxTables): CartLine {
  const rate = selectRate(tables, item.taxTableSelector);
  assert(rate !== null, "an item of a stored cart selects a tax table that is there");
  return { unitPrice: decimalOf(item.unitPrice), quantity: decimalOf(item.quantity), rate };
}

/** Twenty decimals hold whatever a stored cart may hold. */
function decimalOf(stored: number | string): Decimal {
  const value = parseDecimal(stored, 20);
  assert(value !== null, "a number of a stored cart is readable");
  return value;
}
