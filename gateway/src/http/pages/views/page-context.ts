import type { HideFlag } from "#domain/appearance/template.ts";
import type { Money } from "#domain/money.ts";
import type { Appearance } from "../appearance/appearance.ts";
import type { CartSummary } from "../cart-lines.ts";

/** What every page of one payment knows of it. */
export interface PageContext {
  /** The order's locale, or that of `?lang=`: `nl_NL`. */
  readonly locale: string;
  readonly shopName: string;
  readonly description: string;
  /** What is to be paid now. */
  readonly money: Money;
  /** What gift cards have paid already, or null where there was none. */
  readonly paidBefore: Money | null;
  readonly orderId: string;
  readonly cart: CartSummary;
  readonly appearance: Appearance;
  /** Names the payment page in its address. */
  readonly token: string;
  readonly isSandbox: boolean;
  /** The address asked for the whole choice (`&methods=all`); the pages' own links go on asking. */
  readonly showsAllMethods?: boolean;
}

/** Whether the order's template leaves that out of its pages. */
export const isHidden = ({ appearance }: Pick<PageContext, "appearance">, flag: HideFlag): boolean =>
  appearance.hides.includes(flag);
