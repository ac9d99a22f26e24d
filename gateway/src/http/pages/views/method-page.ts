import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { browserFields } from "./browser-fields.ts";
import { attributeText, html } from "./html.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { statusPanel } from "./status-panel.ts";
import { testModeBanner } from "./test-mode.ts";

export interface MethodView {
  readonly page: PageContext;
  readonly methodUrl: string;
  readonly methodData: string;
  /** Where the authentication goes on, on our own server. */
  readonly continueUrl: string;
}

/**
 * The 3DS Method (EMV 3DS 2.2.0, 5.8.1): the issuer looks at the browser from a
 * hidden frame before we authenticate. The script does it by itself; without
 * script the frame stays empty and the one button goes on with `N`.
 */
export function methodPage(
  links: AssetLinks,
  { page, methodUrl, methodData, continueUrl }: MethodView,
): string {
  const texts = textsFor(page.locale).method;
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.heading,
    banner: testModeBanner(page),
    main: html`<main class="single">
      !${statusPanel({
        tone: "waiting",
        icon: "",
        heading: texts.heading,
        sentences: [texts.sentence],
        after: html`<form method="post" action="!${attributeText(continueUrl)}" data-method-continue>
            !${browserFields()}
            <input type="hidden" name="method_completed" value="N" />
            <button class="button" type="submit">${texts.proceed}</button>
          </form>
          <iframe name="threeds-method" title="${texts.frame}" tabindex="-1" hidden></iframe>
          <form
            method="post"
            action="!${attributeText(methodUrl)}"
            target="threeds-method"
            data-method-start
            hidden
          >
            <input type="hidden" name="threeDSMethodData" value="!${attributeText(methodData)}" />
          </form>`,
      })}
      !${orderSummary(page)}
    </main>`,
  });
}
