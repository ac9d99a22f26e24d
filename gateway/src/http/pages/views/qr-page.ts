import { qrSvg } from "../qr-code.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { attributeText, html } from "./html.ts";
import { languageSwitch } from "./language-switch.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { shopTextInSentence } from "./shop-text.ts";
import { testModeBanner } from "./test-mode.ts";

export interface QrView {
  readonly page: PageContext;
  /** The payment page, which the code leads to. */
  readonly paymentUrl: string;
  /** When the link ends, as people of the locale write it. */
  readonly validUntil: string;
}

/** A payment link to be shown to a phone, printed or enclosed with a letter. */
export function qrPage(links: AssetLinks, { page, paymentUrl, validUntil }: QrView): string {
  const texts = textsFor(page.locale).paymentLink;
  const url = attributeText(paymentUrl);
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.heading,
    banner: testModeBanner(page),
    main: html`<main class="single">
      <section class="panel status qr">
        <h1>${texts.heading}</h1>
        <p>${texts.hint}</p>
        <div class="qr-code">!${qrSvg(paymentUrl, texts.picture(shopTextInSentence(page.shopName)))}</div>
        <dl class="facts">
          <div>
            <dt>${texts.validUntil}</dt>
            <dd>${validUntil}</dd>
          </div>
        </dl>
        <p class="qr-address">${texts.address}<br /><a href="!${url}">!${url}</a></p>
      </section>
      !${orderSummary(page)}
    </main>`,
    footer: languageSwitch(page, "qr"),
  });
}
