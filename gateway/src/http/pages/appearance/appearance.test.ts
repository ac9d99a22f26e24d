import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { colour } from "#domain/appearance/colour.ts";
import { basePalettes } from "#domain/appearance/palette.ts";
import { colourPlaces, type ColourWishes } from "#domain/appearance/template.ts";
import { loadPageAssets } from "../assets/assets.ts";
import { appearanceOf } from "./appearance.ts";
import { stylesheet } from "./stylesheet.ts";
import { createStylist } from "./stylist.ts";

const anyColour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => colour(`#${value.toString(16).padStart(6, "0")}`));
const anyWishes: fc.Arbitrary<ColourWishes> = fc.dictionary(fc.constantFrom(...colourPlaces), anyColour);

test("a stylesheet is found again under its address, and under no other", () => {
  fc.assert(
    fc.property(anyWishes, (wishes) => {
      const sheet = createStylist().styleFor(wishes);
      if (sheet === null) {
        assert.deepEqual(Object.keys(wishes), []);
        return;
      }
      const file = sheet.path.replace("/assets/brand/", "");
      // By another process, that never saw the order.
      assert.deepEqual(createStylist().find(file), sheet);
      assert.equal(createStylist().find(file.replace(/\.([0-9a-f]{8})\./, ".00000000.")), null);
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
  for (const file of [
    "",
    "x.css",
    "A0b5a75.css",
    "A0b5a75.12345678.js",
    "B0b5a75A0b5a75.12345678.css",
    `${"A0b5a75".repeat(200)}.12345678.css`,
  ]) {
    assert.equal(createStylist().find(file), null, file);
  }
});

test("a stylesheet holds declarations of colours and of our own boxes, and reaches for nothing", () => {
  fc.assert(
    fc.property(anyWishes, (wishes) => {
      const css = stylesheet(wishes);
      assert.match(css, /^[-a-z0-9:;.,{}#()@_ ]*$/);
      assert.doesNotMatch(css, /url|import|expression|undefined|NaN/);
      for (const [, value = ""] of css.matchAll(/--color-[a-z-]+:([^;]*);/g)) {
        assert.match(value, /^#[0-9a-f]{6}$/);
      }
      assert.ok(css.length < 8_000, String(css.length));
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});

test("a site's own colour follows the device, a ground of the shop's is the same by day and by night", () => {
  assert.match(stylesheet({ accent: colour("#0b5a75") }), /prefers-color-scheme:dark/);
  assert.doesNotMatch(stylesheet({ bodyBackground: colour("#ffffff") }), /prefers-color-scheme/);
  assert.match(stylesheet({ bodyBackground: colour("#101010") }), /^:root\{[^}]*color-scheme:dark/);
});

test("the palette that wishes are repaired on is that of pay.css", () => {
  const css =
    loadPageAssets()
      .find(({ name }) => name === "pay.css")
      ?.body.toString("utf8") ?? "";
  const [light = "", dark = ""] = css.split("prefers-color-scheme: dark");
  for (const [scheme, palette] of Object.entries(basePalettes)) {
    for (const [name, value] of Object.entries(palette)) {
      assert.ok(
        (scheme === "light" ? light : dark).includes(`--color-${name}: ${value};`),
        `${scheme} ${name}`,
      );
    }
  }
});

test("a picture of elsewhere is shown from hosts that the site allows only, over https only", () => {
  const branding = { colour: null, logo: null, logoHosts: ["cdn.example.com"], frameHosts: [] };
  const template = { hides: [], iframeMode: false, colours: {}, coverUrl: null };
  const logoOf = (logoUrl: string): string | undefined =>
    appearanceOf(createStylist(), branding, { ...template, logoUrl }).logo?.src;
  assert.equal(logoOf("https://cdn.example.com/logo.png"), "https://cdn.example.com/logo.png");
  for (const url of [
    "http://cdn.example.com/logo.png",
    "https://evil.example/logo.png",
    "https://cdn.example.com.evil.example/logo.png",
    "https://cdn.example.com:8443/logo.png",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "//cdn.example.com/logo.png",
  ]) {
    assert.equal(logoOf(url), undefined, url);
  }
});
