import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";
import { checkIcon, clockIcon, crossIcon, warningIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import type { PageContext } from "./page-context.ts";
import { returnLink } from "./result-page.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { statusPanel } from "./status-panel.ts";

export interface LinkGoneView {
  readonly locale: string;
  /** `used`: paid; `closed`: declined, cancelled or void, with nothing taken. */
  readonly reason: "used" | "closed" | "expired" | "unknown";
  readonly shopName: string | null;
  readonly returnUrl: string | null;
  /** The payment that the link led to, where there was one. */
  readonly page?: PageContext;
}

const icons = { used: checkIcon, closed: crossIcon, expired: clockIcon, unknown: warningIcon };

/** A payment link that leads to no payment any more. */
export function linkGonePage(
  links: AssetLinks,
  { locale, reason, shopName, returnUrl, page }: LinkGoneView,
): string {
  const texts = textsFor(locale);
  const back = shopName === null ? texts.backToTheShop : texts.backToShop(shopTextInSentence(shopName));
  const { heading, sentence } = texts.linkGone[reason];
  return layout({
    links,
    locale,
    ...(page === undefined ? {} : { page }),
    title: heading,
    main: html`<main class="single">
      !${statusPanel({
        tone: "neutral",
        icon: icons[reason],
        heading,
        sentences: [sentence],
        after: returnLink(returnUrl, back),
      })}
    </main>`,
  });
}
