import { html } from "ghtml";
import type { Language } from "./languages.ts";

/** The frame of every page of the test bank: the issuer's challenge and the payments without card. */
export function bankLayout(page: {
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  /** Says that no money moves. */
  readonly note: string;
  /** The one form submits itself where script runs. */
  readonly submitsItself?: boolean;
}): string {
  const script = page.submitsItself === true ? '<script src="/acs/assets/submit.js" defer></script>' : "";
  return html`<!doctype html>
    <html lang="${page.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${page.title}</title>
        <link rel="icon" href="/acs/assets/bank.svg" />
        <link rel="stylesheet" href="/acs/assets/acs.css" />
        !${script}
      </head>
      <body>
        <main>
          <p class="bank"><img src="/acs/assets/bank.svg" alt="" width="28" height="28" /> Sluis Test Bank</p>
          <h1>${page.title}</h1>
          !${page.body}
          <p class="note">${page.note}</p>
        </main>
      </body>
    </html>`;
}
