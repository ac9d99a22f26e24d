import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { attributeText, html, verbatimHtml } from "./html.ts";
import { shieldIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import { orderSummary } from "./order-summary.ts";
import type { PageContext } from "./page-context.ts";
import { statusPanel } from "./status-panel.ts";
import { testModeBanner } from "./test-mode.ts";

export interface ChallengeView {
  readonly page: PageContext;
  readonly acsUrl: string;
  readonly creq: string;
  readonly sessionData: string;
}

/** Takes the browser to the issuer's ACS; by script at once, by the button otherwise. */
export function challengePage(links: AssetLinks, { page, ...challenge }: ChallengeView): string {
  const texts = textsFor(page.locale).challenge;
  return layout({
    links,
    locale: page.locale,
    page,
    title: texts.heading,
    banner: testModeBanner(page),
    main: html`<main class="single">
      !${statusPanel({
        tone: "neutral",
        icon: shieldIcon,
        heading: texts.heading,
        sentences: [texts.sentence],
        after: html`<form method="post" action="!${attributeText(challenge.acsUrl)}" data-auto-submit>
          !${challengeFields(challenge)}
          <button class="button" type="submit">${texts.proceed}</button>
        </form>`,
      })}
      !${orderSummary(page)}
    </main>`,
  });
}

/** The two fields of a challenge form (EMV 3DS 2.2.0, 5.8.2). */
export const challengeFields = (challenge: { readonly creq: string; readonly sessionData: string }): string =>
  verbatimHtml`<input type="hidden" name="creq" value="!${attributeText(challenge.creq)}">
<input type="hidden" name="threeDSSessionData" value="!${attributeText(challenge.sessionData)}">`;
