import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { detectBrand } from "#domain/card/brand.ts";
import { type PageAssetName, loadPageAssets } from "./assets.ts";

const assets = loadPageAssets();
const textOf = (name: PageAssetName): string =>
  assets.find((asset) => asset.name === name)?.body.toString("utf8") ?? assert.fail(name);

test("the address of an asset changes with its content, and its integrity is that of its bytes", () => {
  for (const { path, body, integrity } of assets) {
    const [, version] =
      /^\/assets\/[a-z][a-z0-9]*\.([0-9a-f]{8})\.(?:css|js|svg)$/.exec(path) ?? assert.fail(path);
    assert.ok(
      createHash("sha256")
        .update(body)
        .digest("hex")
        .startsWith(version ?? "?"),
    );
    assert.equal(integrity, `sha384-${createHash("sha384").update(body).digest("base64")}`);
  }
});

test("the script stays small enough to be read before it is trusted", () => {
  assert.ok(Buffer.byteLength(textOf("pay.js")) <= 9 * 1024);
});

test("neither script nor style reaches for another server", () => {
  for (const name of ["pay.js", "pay.css", "docs.css"] as const) {
    assert.doesNotMatch(
      textOf(name),
      /https?:|\/\/[a-z]+\.[a-z]|@import|url\(|fetch\(|XMLHttpRequest|sendBeacon/,
    );
  }
});

test("the script knows the same brands as the server, for all first four digits", () => {
  const source =
    /const brandPatterns = (\{.*?\});/s.exec(textOf("pay.js"))?.[1] ?? assert.fail("no patterns");
  const patterns = Object.entries<RegExp>(runInNewContext(`(${source})`));
  for (let prefix = 1000; prefix <= 9999; prefix += 1) {
    const brand = patterns.find(([, pattern]) => pattern.test(String(prefix)))?.[0] ?? null;
    assert.equal(brand, detectBrand(String(prefix)), String(prefix));
  }
});

test("text has the contrast of WCAG AA on every ground, in light and in dark", () => {
  const [light, dark] = textOf("pay.css").split("prefers-color-scheme: dark");
  const schemes = { light: tokens(light ?? ""), dark: tokens(dark ?? "") };
  const pairs: readonly (readonly [text: string, ground: string, least: number])[] = [
    ["text", "page", 4.5],
    ["text", "surface", 4.5],
    ["muted", "page", 4.5],
    ["muted", "surface", 4.5],
    ["accent", "surface", 4.5],
    ["accent", "neutral-soft", 4.5],
    ["on-accent", "accent", 4.5],
    ["on-accent", "accent-strong", 4.5],
    ["danger", "surface", 4.5],
    ["danger", "danger-soft", 4.5],
    ["success", "success-soft", 4.5],
    ["notice", "notice-soft", 4.5],
    // What is not text needs 3 (WCAG 2.2, 1.4.11).
    ["field-line", "surface", 3],
    ["focus", "surface", 3],
    ["focus", "page", 3],
  ];
  for (const [scheme, colors] of Object.entries(schemes)) {
    for (const [text, ground, least] of pairs) {
      const ratio = contrast(colors.get(text), colors.get(ground));
      assert.ok(ratio >= least, `${scheme}: ${text} on ${ground} has ${ratio.toFixed(2)}`);
    }
  }
});

const tokens = (css: string): ReadonlyMap<string, string> =>
  new Map(
    [...css.matchAll(/--color-([a-z-]+): #([0-9a-f]{6})/g)].map(([, name, hex]) => [name ?? "", hex ?? ""]),
  );

/** Ratio of relative luminances (WCAG 2.2, definition of contrast ratio). */
function contrast(one: string | undefined, other: string | undefined): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

function luminance(hex: string | undefined): number {
  const channels = /^(..)(..)(..)$/.exec(hex ?? "")?.slice(1) ?? assert.fail("no such colour");
  const [red = 0, green = 0, blue = 0] = channels
    .map((channel) => Number.parseInt(channel, 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
