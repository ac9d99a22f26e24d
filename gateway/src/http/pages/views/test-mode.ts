import { textsFor } from "../texts/language.ts";
import { html } from "./html.ts";
import type { PageContext } from "./page-context.ts";

/** The line that keeps a test from being taken for a payment; nothing in live mode. */
export const testModeBanner = (page: PageContext): string =>
  page.isSandbox ? html`<header class="test-mode">${textsFor(page.locale).testMode.line}</header>` : "";

/** Cards of the contract (cards-3ds.md §12 and §13) for whoever tries the page out. */
export function testCards(page: PageContext, kind: "any" | "bancontact"): string {
  const texts = textsFor(page.locale).testMode;
  const cards = {
    any: [
      ["4761 3400 0000 0019", texts.approved],
      ["5500 0000 0000 0004", texts.approved],
      ["4012 0010 3848 8884", texts.insufficientFunds],
    ],
    bancontact: [
      ["6703 4500 0546 2000 8", texts.approved],
      ["6703 9902 9900 0001 1", texts.insufficientFunds],
    ],
  } as const;
  const rows = cards[kind].map(
    ([cardNumber, outcome]) =>
      html`<div>
        <dt><code>${cardNumber}</code></dt>
        <dd>${outcome}</dd>
      </div>`,
  );
  return html`<details class="test-cards">
    <summary>${texts.cards}</summary>
    <dl>!${rows}</dl>
    <p>${texts.cardsHint}</p>
  </details>`;
}
