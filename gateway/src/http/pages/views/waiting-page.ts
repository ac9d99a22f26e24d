import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { attributeText, html } from "./html.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { statusPanel } from "./status-panel.ts";
import { testModeBanner } from "./test-mode.ts";

export interface WaitingView {
  readonly page: PageContext;
  readonly refreshUrl: string;
}

/** Shown while the outcome is not known yet; asks again every two seconds, script or not. */
export function waitingPage(links: AssetLinks, { page, refreshUrl }: WaitingView): string {
  const texts = textsFor(page.locale).waiting;
  const url = attributeText(refreshUrl);
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.heading,
    head: html`<meta http-equiv="refresh" content="2; url=!${url}" />`,
    banner: testModeBanner(page),
    main: html`<main class="single" data-status="pending">
      !${statusPanel({
        tone: "waiting",
        icon: "",
        heading: texts.heading,
        sentences: [texts.sentence],
        after: html`<p><a class="button-quiet" href="!${url}">${texts.refresh}</a></p>`,
      })}
      !${orderSummary(page)}
    </main>`,
  });
}
