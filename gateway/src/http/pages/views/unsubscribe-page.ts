import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";
import { checkIcon, warningIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { statusPanel } from "./status-panel.ts";

export interface UnsubscribeView {
  readonly locale: string;
  readonly shopName: string;
  /** The shopper gets no reminders of this shop any more. */
  readonly isStopped: boolean;
}

/** Asks before it stops the reminders, and says that they are stopped; the form posts to the page's own address. */
export function unsubscribePage(links: AssetLinks, { locale, shopName, isStopped }: UnsubscribeView): string {
  const texts = textsFor(locale).mail.unsubscribe;
  const shop = shopTextInSentence(shopName);
  const heading = isStopped ? texts.doneHeading : texts.heading;
  return layout({
    links,
    locale,
    title: heading,
    main: html`<main class="single" data-status="${isStopped ? "stopped" : "asked"}">
      !${statusPanel({
        tone: isStopped ? "success" : "neutral",
        icon: isStopped ? checkIcon : warningIcon,
        heading,
        sentences: [isStopped ? texts.doneSentence(shop) : texts.sentence(shop)],
        after: isStopped
          ? ""
          : html`<form method="post">
              <p><button class="button" type="submit">${texts.stop}</button></p>
            </form>`,
      })}
    </main>`,
  });
}
