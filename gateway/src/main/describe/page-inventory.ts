import { minor } from "#domain/money.ts";
import { operations } from "#http/api-v1/description/operations.ts";
import { docsPage } from "#http/docs/docs-page.ts";
import { assetHeaders, loadPageAssets, type PageAsset } from "#http/pages/assets/assets.ts";
import { plainAppearance } from "#http/pages/appearance/appearance.ts";
import { emptyCart } from "#http/pages/cart-lines.ts";
import type { AssetEntry, PageEntry, PageInventory } from "#http/pages/inventory.ts";
import { pageHeaders, reachingDirectives, transportSecurity } from "#http/pages/security-headers.ts";
import { everyPage } from "#http/pages/views/every-page-fixture.ts";
import { createPageViews, type PageViews } from "#http/pages/views/page-views.ts";

/** Why each script is there; one that is not named here is no script of ours. */
const purposes: Readonly<Record<string, string>> = {
  "pay.js":
    "Comforts of the payment pages, all of which work without it: groups the digits of a card number and " +
    "recognises its brand, keeps a form from being sent twice, tells 3-D Secure the browser's properties, goes on by " +
    "itself after a step of 3-D Secure, closes the window where the shop asked for it. Sends nothing but the page's own forms, stores nothing.",
};

/** Reads the pages as they are rendered, so that the inventory cannot tell other than they are. */
export function pageInventory(): PageInventory {
  const assets = loadPageAssets();
  const pages = renderedPages(assets);
  const entries = Object.fromEntries(
    [...pages].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, html]) => [name, entryOf(html, assets)]),
  );
  const ofType = (type: string): readonly PageAsset[] =>
    assets.filter(({ contentType }) => contentType.startsWith(type));
  return {
    about:
      "Every script, stylesheet and picture of the payment pages, and the headers of each page (PCI DSS 6.4.3). Made by " +
      "`npm run sluis -- describe`; compared with a running site by `npm run sluis -- pages verify` (PCI DSS 11.6.1).",
    scripts: ofType("text/javascript").map((asset) => ({
      ...assetEntry(asset),
      purpose: purposeOf(asset.name),
      pages: Object.keys(entries).filter((name) => entries[name]?.scripts.includes(asset.name)),
    })),
    stylesheets: ofType("text/css").map(assetEntry),
    pictures: ofType("image/").map(assetEntry),
    pages: entries,
    pageHeaders: pageHeaders(),
    reachingDirectives,
    tlsHeaders: { "strict-transport-security": transportSecurity },
  };
}

function purposeOf(name: string): string {
  const purpose = purposes[name];
  if (purpose === undefined) throw new Error(`why do the pages have ${name}?`);
  return purpose;
}

const assetEntry = (asset: PageAsset): AssetEntry => ({
  name: asset.name,
  path: asset.path,
  pathPattern: asset.path.replace(/\.[0-9a-f]{8}\./, ".{version}."),
  bytes: asset.body.byteLength,
  integrity: asset.integrity,
  headers: assetHeaders(asset),
});

/** All states of each page, one after the other. */
function renderedPages(assets: readonly PageAsset[]): ReadonlyMap<string, string> {
  const rendered = new Map<string, string>();
  const noted = (name: string, html: string): string => {
    rendered.set(name, (rendered.get(name) ?? "") + html);
    return html;
  };
  const { customerVerificationHtml, ...views } = createPageViews(assets);
  const noting = Object.fromEntries(
    Object.entries(views).map(([name, view]) => [
      name,
      (shown: never): string => noted(name, (view as (shown: never) => string)(shown)),
    ]),
  );
  everyPage({ ...noting, customerVerificationHtml } as PageViews, {
    locale: "en_US",
    shopName: "Sample shop",
    description: "Sample",
    money: { amount: minor(1000n), currency: "EUR" },
    paidBefore: null,
    orderId: "sample",
    cart: emptyCart,
    appearance: plainAppearance,
    showsAllMethods: false,
    token: "0".repeat(35),
    isSandbox: false,
  });
  noted("methodDonePage", views.methodDonePage());
  noted("docsPage", docsPage({ operations, publicUrl: "http://localhost:8080", assets }));
  return rendered;
}

function entryOf(html: string, assets: readonly PageAsset[]): PageEntry {
  const loaded = assets.filter(({ path }) => html.includes(`"${path}"`));
  const named = (type: string): readonly string[] =>
    loaded.filter(({ contentType }) => contentType.startsWith(type)).map(({ name }) => name);
  return { scripts: named("text/javascript"), stylesheets: named("text/css") };
}
