import { textsFor } from "../texts/language.ts";
import { html } from "./html.ts";
import { isHidden, type PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";

/** The way back to all methods. */
export function anotherWay(page: PageContext): string {
  if (isHidden(page, "hide_btn_all_methods")) return "";
  return html`<p class="cancel-form">
    <a class="button-quiet" href="!${connectPath(page, "")}"
      >${textsFor(page.locale).provider.chooseAnother}</a
    >
  </p>`;
}
