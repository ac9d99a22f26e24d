import type { MethodOption } from "../method-options.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { cancelForm } from "./cancel-form.ts";
import { html } from "./html.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { methodChoice } from "./method-choice.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { testModeBanner } from "./test-mode.ts";

export interface ChoiceView {
  readonly page: PageContext;
  readonly methods: readonly MethodOption[];
}

/** Ways to pay where the shop takes no card. */
export function choicePage(links: AssetLinks, { page, methods }: ChoiceView): string {
  const texts = textsFor(page.locale);
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.card.title(shopTextInSentence(page.shopName)),
    banner: testModeBanner(page),
    main: html`<main class="checkout">
      !${orderSummary(page)}
      <div class="ways">!${methodChoice(links, page, methods, { isAlone: true })} !${cancelForm(page)}</div>
    </main>`,
    footer: languageSwitch(page),
  });
}
