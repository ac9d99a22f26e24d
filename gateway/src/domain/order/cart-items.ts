import type { Currency } from "../currency.ts";
import { parseCurrency } from "../currency.ts";
import type { Decimal } from "../decimal.ts";
import { parseDecimal, toJsonNumber, zero } from "../decimal.ts";
import type { Json } from "../json.ts";
import type { Members } from "./cart-members.ts";

/** A line of the cart as it is stored and echoed; members that were not sent are empty. */
export interface CartItem {
  readonly name: string;
  readonly description: string;
  /** Major units without tax, as sent: clients build refunds from it. */
  readonly unitPrice: number | string;
  readonly currency: Currency;
  readonly quantity: number | string;
  readonly merchantItemId: string;
  /** Name of an alternate tax table, or empty for the default. */
  readonly taxTableSelector: string;
  readonly weight: { readonly unit: string | null; readonly value: number | string | null };
  readonly options: readonly Json[];
  readonly image: string;
  readonly productUrl: string;
  readonly cashback: string;
}

/** A line as read, before currency and price are judged. */
export interface ReadItem {
  /** Null when the item names a currency we do not know. */
  readonly currency: Currency | null;
  /** Null when the price is missing or unreadable. */
  readonly unitPrice: Decimal | null;
  readonly quantity: Decimal;
  /** `unitPrice` as it will be echoed; without meaning when that is null. */
  readonly statedPrice: number | string;
  readonly rest: Omit<CartItem, "currency" | "unitPrice">;
}

const mostItems = 500;
/** More than a price has: a third of a kilogram is sent as 0.3333333333333333. */
const quantityDecimals = 20;

/** `shopping_cart.items` as sent; an item without a currency is in the order's. */
export const parseItems = (cart: Members, orderCurrency: Currency): readonly ReadItem[] =>
  cart.objects("items", mostItems).map((item) => parseItem(item, orderCurrency));

function parseItem(item: Members, orderCurrency: Currency): ReadItem {
  const statedCurrency = item.text("currency") ?? "";
  const unitPrice = parseDecimal(item.value("unit_price"));
  const quantity = parseQuantity(item);
  return {
    currency: statedCurrency === "" ? orderCurrency : parseCurrency(statedCurrency),
    unitPrice,
    quantity,
    statedPrice: statedPrice(item, unitPrice ?? zero),
    rest: {
      name: requiredName(item),
      description: item.text("description") ?? "",
      quantity: toJsonNumber(quantity),
      merchantItemId: item.text("merchant_item_id") ?? "",
      taxTableSelector: item.text("tax_table_selector") ?? "",
      weight: parseWeight(item.object("weight")),
      options: item.freeFormList("options"),
      image: item.text("image") ?? "",
      productUrl: item.text("product_url") ?? "",
      cashback: item.text("cashback") ?? "",
    },
  };
}

function requiredName(item: Members): string {
  const name = item.value("name");
  if (name === undefined || name === null) item.complain("name", "is missing");
  return item.text("name") ?? "";
}

function parseQuantity(item: Members): Decimal {
  const quantity = parseDecimal(item.value("quantity"), quantityDecimals);
  if (quantity === null) item.complain("quantity", "must be a decimal number");
  return quantity ?? zero;
}

/** A text stays the text that was sent; a number stays one unless it would print differently elsewhere. */
function statedPrice(item: Members, unitPrice: Decimal): number | string {
  const stated = item.value("unit_price");
  return typeof stated === "string" ? stated : toJsonNumber(unitPrice);
}

/** PHP sends both members as null; a value that is no number ("2 kg") is kept as text. */
function parseWeight(weight: Members): CartItem["weight"] {
  const value = parseDecimal(weight.value("value"));
  return {
    unit: weight.text("unit"),
    value: value === null ? weight.text("value") : toJsonNumber(value),
  };
}
