import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { cancelForm } from "./cancel-form.ts";
import { attributeText, html } from "./html.ts";
import { shieldIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { statusPanel } from "./status-panel.ts";
import { testModeBanner } from "./test-mode.ts";

export interface AtProviderView {
  readonly page: PageContext;
  readonly methodName: string;
  readonly checkoutUrl: string;
}

/** The payment was begun at a provider, and the shopper is back here instead of there. */
export function atProviderPage(links: AssetLinks, { page, methodName, checkoutUrl }: AtProviderView): string {
  const texts = textsFor(page.locale);
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.atProvider.heading(methodName),
    banner: testModeBanner(page),
    main: html`<main class="single">
      !${statusPanel({
        tone: "neutral",
        icon: shieldIcon,
        heading: texts.atProvider.heading(methodName),
        sentences: [texts.atProvider.sentence],
        after: html`<p>
            <a class="button" href="!${attributeText(checkoutUrl)}">${texts.provider.proceed(methodName)}</a>
          </p>
          !${cancelForm(page)}`,
      })}
      !${orderSummary(page)}
    </main>`,
  });
}
