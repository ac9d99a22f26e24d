import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";
import { warningIcon } from "./icons.ts";
import { layout } from "./layout.ts";
import { statusPanel } from "./status-panel.ts";

export interface ErrorView {
  readonly locale: string;
  readonly reason: "bad-request" | "cross-site" | "too-many" | "unavailable" | "not-found";
  /** The id under which the log holds the cause. */
  readonly incidentId: string;
}

/** A refusal or fault in words for the shopper; the cause stays in the log. */
export function errorPage(links: AssetLinks, { locale, reason, incidentId }: ErrorView): string {
  const texts = textsFor(locale).error;
  const { heading, sentence } = texts[reason];
  return layout({
    links,
    locale,
    title: heading,
    main: html`<main class="single">
      !${statusPanel({
        tone: "neutral",
        icon: warningIcon,
        heading,
        sentences: [sentence],
        after: html`<p class="incident">${texts.incident} <code>${incidentId}</code></p>`,
      })}
    </main>`,
  });
}
