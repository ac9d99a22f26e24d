import { textsFor } from "../texts/language.ts";
import { html } from "./html.ts";
import { isHidden, type PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";

/** The way out without paying. A shop that has one of its own around the page may leave it out. */
export function cancelForm(page: PageContext): string {
  if (isHidden(page, "hide_btn_cancel")) return "";
  return html`<form class="cancel-form" method="post" action="!${connectPath(page, "cancel")}">
    <button class="button-quiet" type="submit">${textsFor(page.locale).card.cancel}</button>
  </form>`;
}
