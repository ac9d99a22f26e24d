import { html } from "ghtml";
import type { Language } from "../languages.ts";
import { shopTexts } from "./texts.ts";

const refreshSeconds = 3;

export function layout(page: {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  /** The page looks again by itself, without script. */
  readonly refreshes?: boolean;
}): string {
  const refresh = page.refreshes === true ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : "";
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        !${refresh}
        <title>${page.title}</title>
        <link rel="icon" href="/shop/assets/mug.svg" />
        <link rel="stylesheet" href="/shop/assets/shop.css" />
      </head>
      <body>
        <header>
          <a class="brand" href="/shop?lang=${page.language}">Sluishuis Koffie</a>
          <a href="/mailbox">${shopTexts[page.language].mailbox}</a>
          <nav aria-label="Language">!${languageLinks(page.language)}</nav>
        </header>
        <main>!${page.body}</main>
      </body>
    </html>`;
}

/** A page with one sentence and the way back. */
export function troublePage(language: Language, sentence: string): string {
  const texts = shopTexts[language];
  const body = html` <h1>${texts.troubleTitle}</h1>
    <p class="lead">${sentence}</p>
    <p><a href="/shop?lang=${language}">${texts.backToShop}</a></p>`;
  return layout({ language, title: texts.troubleTitle, body });
}

function languageLinks(current: Language): string {
  const names: Readonly<Record<Language, string>> = { en: "English", nl: "Nederlands", de: "Deutsch" };
  const languages: readonly Language[] = ["en", "nl", "de"];
  return languages
    .map((language) => {
      const marker = language === current ? 'aria-current="true"' : "";
      return html`<a href="/shop?lang=${language}" lang="${language}" hreflang="${language}" !${marker}
        >${names[language]}</a
      >`;
    })
    .join("");
}
