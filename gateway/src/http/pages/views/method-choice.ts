import type { MethodOption } from "../method-options.ts";
import { textsFor } from "../texts/language.ts";
import type { AssetLinks } from "./asset-links.ts";
import { html } from "./html.ts";
import type { PageContext } from "./page-context.ts";
import { connectPath } from "./page-links.ts";

/**
 * The methods beside the card (or `isAlone`, without one), one click each: a button where the provider needs
 * nothing more, a link to the form where it does. Both carry the gateway id.
 */
export function methodChoice(
  links: AssetLinks,
  page: PageContext,
  methods: readonly MethodOption[],
  { isAlone, isLikely }: { readonly isAlone: boolean; readonly isLikely?: boolean },
): string {
  if (methods.length === 0) return "";
  const texts = textsFor(page.locale).provider;
  const items = methods.map((method) =>
    method.hasFields
      ? html`<li>
          <a class="method" href="!${connectPath(page, "", method.id)}">!${label(links, method)}</a>
        </li>`
      : html`<li>
          <form method="post" action="!${connectPath(page, "method")}">
            <button class="method" type="submit" name="gateway" value="${method.id}">
              !${label(links, method)}
            </button>
          </form>
        </li>`,
  );
  const id = isLikely === true ? "likely-heading" : "methods-heading";
  const text = isAlone || isLikely === true ? texts.choose : texts.otherWays;
  return html`<section class="panel methods" aria-labelledby="!${id}">
    !${isAlone ? html`<h1 id="!${id}">${text}</h1>` : html`<h2 id="!${id}">${text}</h2>`}
    <ul>
      !${items}
    </ul>
  </section>`;
}

function label(links: AssetLinks, { id, name }: MethodOption): string {
  const icon = links.methods.get(id);
  return html`!${
      icon === undefined ? "" : html`<img src="!${icon.path}" alt="" width="38" height="24" />`
    }<span>${name}</span>`;
}
