import { brandNames } from "#domain/card/brand.ts";
import { type Cobrand, cobadgedPrefixes, cobrandNames } from "#domain/card/cobrand.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";

/**
 * Which brand of a co-badged card to pay with. The national one is marked, the
 * shopper may mark the other; it counts for cards of both brands only. Without
 * script it is always there, so that nobody has to type his number twice; the
 * script shows it once the number typed is one of such a card.
 */
export function brandChoice(
  links: AssetLinks,
  locale: string,
  { cobrand, isVisaMarked }: { readonly cobrand: Cobrand; readonly isVisaMarked: boolean },
): string {
  const option = (value: string, name: string, path: string, isMarked: boolean): string =>
    html`<div class="option">
      <input
        id="card_brand-${value}"
        name="card_brand"
        type="radio"
        value="${value}"
        !${isMarked ? "checked" : ""}
      />
      <label for="card_brand-${value}">
        <img src="!${path}" alt="" width="38" height="24" /><span>${name}</span>
      </label>
    </div>`;
  return html`<fieldset
    class="field"
    data-cobrand="${cobrand}"
    data-prefixes="${cobadgedPrefixes[cobrand].join(" ")}"
  >
    <legend>${textsFor(locale).cardForm.twoBrands}</legend>
    <div class="options">
      !${option(cobrand, cobrandNames[cobrand], links.cobrands[cobrand].path, !isVisaMarked)}
      !${option("VISA", brandNames.VISA, links.brands.VISA.path, isVisaMarked)}
    </div>
  </fieldset>`;
}
