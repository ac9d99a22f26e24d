import { cardName } from "#domain/card/cobrand.ts";
import type { CardSummary } from "#domain/card/card.ts";
import { formatAmount } from "../texts/format-amount.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { browserFields } from "./browser-fields.ts";
import { html } from "./html.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";

/** Cards that the shopper kept, newest first. */
export interface SavedCardsView {
  readonly cards: readonly { readonly token: string; readonly card: CardSummary }[];
  /** The one that was pressed cannot be used (any more). */
  readonly isRefused: boolean;
}

/** A button for each: one press pays. */
export function savedCardsPanel(
  links: AssetLinks,
  page: PageContext,
  { cards, isRefused }: SavedCardsView,
  gateway: string | undefined,
): string {
  const texts = textsFor(page.locale);
  const refusal = isRefused
    ? html`<div class="error-summary" role="alert"><p>${texts.cardForm.savedRefused}</p></div>`
    : "";
  if (cards.length === 0) return refusal;
  return html`<section class="panel methods" aria-labelledby="saved-heading">
    <h2 id="saved-heading">${texts.cardForm.paySaved(formatAmount(page.money, page.locale))}</h2>
    !${refusal}
    <form method="post" action="!${connectPath(page, "card", gateway)}">
      !${browserFields()}
      <ul>
        !${cards.map(({ token, card }) => html`<li>!${savedButton(links, page, token, card)}</li>`)}
      </ul>
    </form>
  </section>`;
}

function savedButton(links: AssetLinks, page: PageContext, token: string, card: CardSummary): string {
  const texts = textsFor(page.locale).cardForm;
  const icon = card.cobrand === undefined ? links.brands[card.brand] : links.cobrands[card.cobrand];
  const expiry = `${card.expiry.slice(2)}/${card.expiry.slice(0, 2)}`;
  const name = html`<span>${cardName(card)} ${texts.endingIn(card.last4)}</span>`;
  return html`<button class="method" type="submit" name="saved_card" value="${token}">
    <img src="!${icon.path}" alt="" width="38" height="24" />!${name}
    <small class="method-note">${texts.expires(expiry)}</small>
  </button>`;
}
