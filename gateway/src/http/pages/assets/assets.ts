import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { sprite } from "./sprite.ts";

const svg = "image/svg+xml";

/**
 * The files that the pages load, all from our own origin (PCI DSS 6.4.3: every
 * script of a payment page is known, authorized and checked for integrity).
 * The address holds a hash of the content: it may be cached for ever, and a new
 * release is never mixed with an old stylesheet.
 */
const contentTypes = {
  "pay.css": "text/css; charset=utf-8",
  "docs.css": "text/css; charset=utf-8",
  "pay.js": "text/javascript; charset=utf-8",
  "icon.svg": svg,
  "visa.svg": svg,
  "mastercard.svg": svg,
  "maestro.svg": svg,
  "amex.svg": svg,
  "cartesbancaires.svg": svg,
  "dankort.svg": svg,
  "postepay.svg": svg,
  "ideal.svg": svg,
  "banktrans.svg": svg,
  "dirdeb.svg": svg,
  "directbank.svg": svg,
  "belfius.svg": svg,
  "cbc.svg": svg,
  "kbc.svg": svg,
  "trustly.svg": svg,
  "giropay.svg": svg,
  "eps.svg": svg,
  "paypal.svg": svg,
  "alipay.svg": svg,
  "applepay.svg": svg,
  "googlepay.svg": svg,
  "klarna.svg": svg,
  "afterpay.svg": svg,
  "in3.svg": svg,
  "einvoice.svg": svg,
  "payafter.svg": svg,
  "mistercash.svg": svg,
  "vvvgiftcrd.svg": svg,
  "boekenbon.svg": svg,
} as const;

/** Every picture of the pages in one file, which is made of the others at start. */
const spriteName = "icons.svg";

export type PageAssetName = keyof typeof contentTypes | typeof spriteName;

export interface PageAsset {
  readonly name: PageAssetName;
  /** `/assets/pay.1a2b3c4d.css` */
  readonly path: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** Subresource integrity, `sha384-…`. */
  readonly integrity: string;
}

/** Reads every file once, at start; throws if one is missing. */
export function loadPageAssets(): readonly PageAsset[] {
  const files = fileNames.map((name) =>
    pageAsset(name, contentTypes[name], readFileSync(new URL(name, import.meta.url))),
  );
  const icons = files.filter(({ name, contentType }) => contentType === svg && name !== "icon.svg");
  return [...files, pageAsset(spriteName, svg, sprite(icons))];
}

const fileNames = Object.keys(contentTypes) as readonly (keyof typeof contentTypes)[];

function pageAsset(name: PageAssetName, contentType: string, body: Buffer): PageAsset {
  const version = createHash("sha256").update(body).digest("hex").slice(0, 8);
  return {
    name,
    path: `/assets/${name.replace(".", `.${version}.`)}`,
    contentType,
    body,
    integrity: `sha384-${createHash("sha384").update(body).digest("base64")}`,
  };
}

/**
 * Headers of an asset. Pictures may be shown by shops, which find their addresses
 * in the list of payment methods; script and style are for our own pages only.
 */
export const assetHeaders = ({
  contentType,
}: Pick<PageAsset, "contentType">): Readonly<Record<string, string>> => ({
  "content-type": contentType,
  "cache-control": "public, max-age=31536000, immutable",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": contentType === svg ? "cross-origin" : "same-origin",
});
