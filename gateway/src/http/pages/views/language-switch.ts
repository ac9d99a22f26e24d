import { catalogues, selectLanguage, textsFor } from "../texts/language.ts";
import { html } from "./html.ts";
import { globeIcon } from "./icons.ts";
import { isHidden, type PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";

/**
 * Links to the same page of the payment in every language, each named in its own. They
 * unfold, for want of room, and do so without script.
 */
export function languageSwitch(page: PageContext, step: "" | "qr" = ""): string {
  if (isHidden(page, "hide_flags")) return "";
  const current = textsFor(page.locale);
  const items = Object.entries(catalogues).map(([language, texts]) => {
    const path = connectPath({ ...page, locale: texts.defaultLocale }, step);
    const mark = language === selectLanguage(page.locale) ? 'aria-current="true"' : "";
    const { htmlLang } = texts;
    return html`<li>
      <a href="!${path}" lang="${htmlLang}" hreflang="${htmlLang}" !${mark}>${texts.languageName}</a>
    </li>`;
  });
  return html`<nav class="languages" aria-label="${current.chooseLanguage}">
    <details>
      <summary>!${globeIcon} ${current.languageName}</summary>
      <ul>
        !${items}
      </ul>
    </details>
  </nav>`;
}
