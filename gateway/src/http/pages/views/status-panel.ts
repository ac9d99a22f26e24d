import { html } from "./html.ts";

export type Tone = "success" | "waiting" | "failure" | "neutral";

/** The card in the middle of a page that tells one thing. */
export function statusPanel(panel: {
  readonly tone: Tone;
  /** Rendered icon, or the empty string for a spinner. */
  readonly icon: string;
  readonly heading: string;
  readonly sentences: readonly string[];
  /** Rendered elements below the sentences. */
  readonly after?: string;
}): string {
  const mark =
    panel.icon === ""
      ? '<div class="spinner" aria-hidden="true"></div>'
      : html`<div class="mark mark-${panel.tone}">!${panel.icon}</div>`;
  return html`<section class="panel status">
    !${mark}
    <h1>${panel.heading}</h1>
    !${panel.sentences.map((sentence) => html`<p>${sentence}</p>`)} !${panel.after ?? ""}
  </section>`;
}
