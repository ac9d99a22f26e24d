import { catalogues, selectLanguage, textsFor } from "../texts/language.ts";
import { html } from "./html.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";

/** Links to the same payment in every language, each named in its own. */
export function languageSwitch(page: PageContext): string {
  const current = selectLanguage(page.locale).language;
  const items = Object.entries(catalogues).map(([language, texts]) => {
    const path = connectPath({ token: page.token, locale: texts.defaultLocale }, "");
    const mark = language === current ? 'aria-current="true"' : "";
    return html`<li>
      <a href="!${path}" lang="${language}" hreflang="${language}" !${mark}>${texts.languageName}</a>
    </li>`;
  });
  return html`<nav class="languages" aria-label="${textsFor(page.locale).chooseLanguage}">
    <ul>
      !${items}
    </ul>
  </nav>`;
}
