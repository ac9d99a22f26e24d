import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

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
  "icon.svg": "image/svg+xml",
  "visa.svg": "image/svg+xml",
  "mastercard.svg": "image/svg+xml",
  "maestro.svg": "image/svg+xml",
  "amex.svg": "image/svg+xml",
  "cartesbancaires.svg": "image/svg+xml",
  "dankort.svg": "image/svg+xml",
  "postepay.svg": "image/svg+xml",
  "ideal.svg": "image/svg+xml",
  "banktrans.svg": "image/svg+xml",
  "dirdeb.svg": "image/svg+xml",
  "directbank.svg": "image/svg+xml",
  "belfius.svg": "image/svg+xml",
  "cbc.svg": "image/svg+xml",
  "kbc.svg": "image/svg+xml",
  "trustly.svg": "image/svg+xml",
  "giropay.svg": "image/svg+xml",
  "eps.svg": "image/svg+xml",
  "paypal.svg": "image/svg+xml",
  "alipay.svg": "image/svg+xml",
  "applepay.svg": "image/svg+xml",
  "googlepay.svg": "image/svg+xml",
  "klarna.svg": "image/svg+xml",
  "afterpay.svg": "image/svg+xml",
  "in3.svg": "image/svg+xml",
  "einvoice.svg": "image/svg+xml",
  "payafter.svg": "image/svg+xml",
  "mistercash.svg": "image/svg+xml",
  "vvvgiftcrd.svg": "image/svg+xml",
  "boekenbon.svg": "image/svg+xml",
} as const;

export type PageAssetName = keyof typeof contentTypes;

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
export const loadPageAssets = (): readonly PageAsset[] => assetNames.map(loadPageAsset);

const assetNames = Object.keys(contentTypes) as readonly PageAssetName[];

function loadPageAsset(name: PageAssetName): PageAsset {
  const body = readFileSync(new URL(name, import.meta.url));
  const version = createHash("sha256").update(body).digest("hex").slice(0, 8);
  return {
    name,
    path: `/assets/${name.replace(".", `.${version}.`)}`,
    contentType: contentTypes[name],
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
  "cross-origin-resource-policy": contentType === "image/svg+xml" ? "cross-origin" : "same-origin",
});
