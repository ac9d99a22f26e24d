import type { CheckoutTexts } from "../texts/checkout/en.ts";
import { html } from "./html.ts";
import { shopText } from "./shop-text.ts";

export interface ShippingOption {
  readonly name: string;
  readonly provider: string;
  /** With its currency, in the page's language; or the word for nothing. */
  readonly price: string;
  /** Where it goes and where not, in words; empty: everywhere. */
  readonly areas: string;
}

/** The ways in which the order can reach the shopper: one may be chosen. */
export function shippingChoice(
  texts: CheckoutTexts,
  options: readonly ShippingOption[],
  { chosen, error }: { readonly chosen: number | null; readonly error: string | null },
): string {
  if (options.length === 0) return "";
  const described = error === null ? "" : 'aria-describedby="shipping_method-error"';
  const items = options.map((option, place) => {
    const id = place === 0 ? "shipping_method" : `shipping_method_${place}`;
    const words = html`<span><bdi>${shopText(option.name)}</bdi></span
      ><span>${option.price}</span>`;
    const provider = shopText(option.provider);
    return html`<li class="option">
      <input
        id="${id}"
        type="radio"
        name="shipping_method"
        value="${place}"
        !${chosen === place ? "checked" : ""}
      />
      <label for="${id}">!${words}</label>
      !${provider === "" ? "" : html`<p class="field-hint"><bdi>${provider}</bdi></p>`}
      !${option.areas === "" ? "" : html`<p class="field-hint"><bdi>${shopText(option.areas)}</bdi></p>`}
    </li>`;
  });
  return html`<fieldset class="field" !${described}>
    <legend>${texts.shipping}</legend>
    !${error === null ? "" : html`<p class="field-error" id="shipping_method-error">${error}</p>`}
    <ul class="options">
      !${items}
    </ul>
    <p class="field-hint">${texts.shippingAdded}</p>
  </fieldset>`;
}
