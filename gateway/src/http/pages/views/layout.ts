import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";
import { lockIcon } from "./icons.ts";
import { isHidden, type PageContext } from "./page-context.ts";
import { shopHeader } from "./shop-header.ts";

interface DocumentParts {
  readonly links: AssetLinks;
  readonly locale: string;
  /** The payment whose look the page has; without one it wears our own. */
  readonly page?: PageContext;
  readonly title: string;
  /** Rendered `<main>`. */
  readonly main: string;
  /** Rendered elements for the end of `<head>`. */
  readonly head?: string;
  /** Rendered elements above `<main>`. */
  readonly banner?: string;
  /** Rendered elements below `<main>`, after the line about security. */
  readonly footer?: string;
}

/**
 * The frame of every page of ours: nothing inline and nothing from elsewhere, so
 * that the strictest Content-Security-Policy holds.
 */
export function layout({ links, locale, page, title, main, head, banner, footer }: DocumentParts): string {
  const { htmlLang, securePage } = textsFor(locale);
  const brand = page?.appearance.stylesheet ?? null;
  const isSecureHidden = page !== undefined && isHidden(page, "hide_powered");
  return html`<!doctype html>
    <html lang="${htmlLang}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" type="image/svg+xml" href="!${links.icon.path}" />
        <link rel="stylesheet" href="!${links.stylesheet.path}" integrity="!${links.stylesheet.integrity}" />
        !${
          brand === null
            ? ""
            : html`<link rel="stylesheet" href="!${brand.path}" integrity="!${brand.integrity}" />`
        }
        <script src="!${links.script.path}" integrity="!${links.script.integrity}" defer></script>
        !${head ?? ""}
      </head>
      <body>
        !${shopHeader(page)} !${banner ?? ""} !${main}
        <footer class="footer">
          !${isSecureHidden ? "" : html`<p class="secure">!${lockIcon} ${securePage}</p>`} !${footer ?? ""}
        </footer>
      </body>
    </html> `;
}
