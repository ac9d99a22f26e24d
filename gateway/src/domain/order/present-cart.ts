import type { CartItem } from "./cart-items.ts";
import type { TaxRule, TaxTables } from "./cart-tax-tables.ts";
import type { Cart } from "./cart.ts";

/**
 * The cart members of an order object (contract, orders.md §2.4), with all that
 * the SDKs read without asking whether it is there: every item complete, each
 * rule with a country, `default` an object, `alternate` a list. A cart read back
 * from storage is presented like the one that was parsed.
 */
export const presentCart = (cart: Cart) => ({
  shopping_cart: { items: cart.items.map(presentItem) },
  checkout_options: { ...presentTaxTables(cart.taxTables), ...cart.fastCheckout },
  order_adjustment: { total_adjustment: "0.00", total_tax: cart.totalTax },
  order_total: cart.orderTotal,
});

const presentItem = (item: CartItem) => ({
  cashback: item.cashback,
  currency: item.currency,
  description: item.description,
  image: item.image,
  merchant_item_id: item.merchantItemId,
  name: item.name,
  options: item.options,
  product_url: item.productUrl,
  quantity: item.quantity,
  tax_table_selector: item.taxTableSelector,
  unit_price: item.unitPrice,
  weight: { unit: item.weight.unit, value: item.weight.value },
});

/** Unlike in the request, the tables stand directly in `checkout_options`. */
const presentTaxTables = (tables: TaxTables) => ({
  default: { rate: tables.default.rate, shipping_taxed: tables.default.shippingTaxed },
  alternate: tables.alternate.map(({ name, standalone, rules }) => ({
    name,
    standalone,
    rules: rules.map(presentRule),
  })),
});

/** `state` and `postcode` only where they were sent: the contract knows neither, one SDK sends both. */
const presentRule = ({ country, rate, state, postcode }: TaxRule) => ({
  country,
  rate,
  ...(state === null ? {} : { state }),
  ...(postcode === null ? {} : { postcode }),
});
