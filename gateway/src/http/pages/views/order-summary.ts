import { formatAmount } from "../texts/format-amount.ts";
import { textsFor } from "../texts/language.ts";
import { cart } from "./cart.ts";
import { html } from "./html.ts";
import type { PageContext } from "./page-context.ts";
import { shopName } from "./shop-header.ts";
import { shopText } from "./shop-text.ts";

/** Who is paid, how much and for what. */
export function orderSummary(page: PageContext): string {
  const texts = textsFor(page.locale).summary;
  return html`<section class="summary" aria-label="${texts.heading}">
    !${
      // Where the shop has a band of its own above the page, its name stands there.
      page.appearance.header === null ? html`<p class="summary-shop">!${shopName(page)}</p>` : ""
    }
    <p class="summary-amount">${formatAmount(page.money, page.locale)}</p>
    !${page.money.amount === 0n ? html`<p class="summary-note">${texts.noCharge}</p>` : ""}
    <dl class="summary-facts">
      !${page.paidBefore === null ? "" : fact(texts.paidBefore, formatAmount(page.paidBefore, page.locale))}
      !${fact(texts.description, page.description)} !${fact(texts.orderId, page.orderId)}
    </dl>
    !${cart(page)}
  </section>`;
}

function fact(label: string, value: string): string {
  const text = shopText(value);
  return text === ""
    ? ""
    : html`<div>
        <dt>${label}</dt>
        <dd><bdi>${text}</bdi></dd>
      </div>`;
}
