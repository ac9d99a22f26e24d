import type { PageImage } from "../appearance/appearance.ts";
import { attributeText, html } from "./html.ts";
import type { PageContext } from "./page-context.ts";
import { shopText } from "./shop-text.ts";

/** The band with which a shop's template begins the page; nothing where it asks for none. */
export function shopHeader(page: PageContext | undefined): string {
  const header = page?.appearance.header ?? null;
  if (page === undefined || header === null) return "";
  const { cover } = header;
  return html`<div class="shop-header">
    !${cover === null ? "" : html`<div class="shop-cover">!${picture(cover)}</div>`}
    <p>!${shopName(page)}</p>
  </div>`;
}

/** Logo and name. The name stays beside the logo: it is what the shopper finds on his statement. */
export function shopName(page: PageContext): string {
  const { logo } = page.appearance;
  const name = html`<bdi>${shopText(page.shopName)}</bdi>`;
  return logo === null ? name : html`<span class="shop-logo">!${picture(logo)}</span>!${name}`;
}

/** Decoration: the words that it stands for stand beside it. */
function picture({ src, size }: PageImage): string {
  const sides = size === null ? "" : html`width="${size.width}" height="${size.height}"`;
  return html`<img src="!${attributeText(src)}" alt="" !${sides} />`;
}
