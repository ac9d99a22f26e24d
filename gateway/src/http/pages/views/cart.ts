import type { CartSummary } from "../cart-lines.ts";
import { textsFor } from "../texts/language.ts";
import { html } from "./html.ts";
import { isHidden, type PageContext } from "./page-context.ts";
import { shopText } from "./shop-text.ts";

/** As many lines as stand there unfolded; of more, a shopper on a telephone would not see the form. */
const mostUnfolded = 3;

/** What is bought; a longer cart unfolds, without script. */
export function cart(page: PageContext): string {
  if (page.cart.lines.length === 0 || isHidden(page, "hide_cart")) return "";
  const texts = textsFor(page.locale);
  const { lines, left } = page.cart;
  return lines.length <= mostUnfolded
    ? html`<div class="cart">
        <h2>${texts.summary.items}</h2>
        !${list(page, page.cart)}
      </div>`
    : html`<details class="cart">
        <summary>${texts.cart.items(String(lines.length + left))}</summary>
        !${list(page, page.cart)}
      </details>`;
}

function list(page: PageContext, { lines, left }: CartSummary): string {
  const more = textsFor(page.locale).cart.more(String(left));
  const items = lines.map(
    ({ quantity, name, total }) =>
      html`<li>
        <span>${quantity}&nbsp;× <bdi>${shopText(name)}</bdi></span>
        !${total === null ? "" : html`<span>${total}</span>`}
      </li>`,
  );
  return html`<ul>
    !${items} !${left === 0 ? "" : html`<li>${more}</li>`}
  </ul>`;
}
