import { lineTotals } from "#domain/order/cart-line-totals.ts";
import type { Cart } from "#domain/order/cart.ts";
import { minor, type Money } from "#domain/money.ts";
import { formatAmount } from "./texts/format-amount.ts";
import { languageTag } from "./texts/language.ts";

/** More lines would make the page heavy, and nobody checks them here. */
const mostLines = 20;

/** What is bought, in the words of the page. */
export interface CartSummary {
  readonly lines: readonly CartSummaryLine[];
  /** Lines that are not shown. */
  readonly left: number;
}

export interface CartSummaryLine {
  readonly quantity: string;
  readonly name: string;
  /** With tax; null where the lines do not add up to what is paid, and would only raise questions. */
  readonly total: string | null;
}

export const emptyCart: CartSummary = { lines: [], left: 0 };

/** A line for each item of the cart, the first twenty. */
export function cartSummary(cart: Cart | null, money: Money, locale: string): CartSummary {
  if (cart === null) return emptyCart;
  const totals = lineTotals(cart, money);
  const lines = cart.items.slice(0, mostLines).map(({ name, quantity }, index) => {
    const total = totals?.[index];
    return {
      name,
      quantity: formatQuantity(quantity, locale),
      total: total === undefined ? null : signedAmount(total, money, locale),
    };
  });
  return { lines, left: cart.items.length - lines.length };
}

/** Given to Intl as it came: as a decimal text it is not rounded on its way. */
function formatQuantity(quantity: number | string, locale: string): string {
  const text = String(quantity);
  const format = new Intl.NumberFormat(languageTag(locale), {
    maximumFractionDigits: 20,
  });
  return isNumeric(text) ? format.format(text) : text;
}

const isNumeric = (text: string): text is `${number}` => /^-?\d{1,15}(\.\d{1,20})?$/.test(text);

/** A discount is an amount below nothing. */
const signedAmount = (total: bigint, { currency }: Money, locale: string): string =>
  `${total < 0n ? "−" : ""}${formatAmount({ amount: minor(total < 0n ? -total : total), currency }, locale)}`;
