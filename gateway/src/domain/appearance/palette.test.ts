import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Colour, colour, contrast, mix, parseColour, readableOn } from "./colour.ts";
import { accentTokens, basePalettes, buttonTokens, regionTokens, type Tokens } from "./palette.ts";

// Goal: whatever a shop chooses can be read and seen. Method: every pair that a page puts together, over many colours.

const anyColour = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((value) => colour(`#${value.toString(16).padStart(6, "0")}`));
const maybeColour = fc.option(anyColour, { nil: undefined });

const get = (tokens: Tokens, name: string): Colour => tokens.get(name) ?? assert.fail(`no ${name}`);

function assertContrast(text: Colour, ground: Colour, least: number, what: string): void {
  const ratio = contrast(text, ground);
  assert.ok(ratio >= least, `${what}: ${text} on ${ground} has ${ratio.toFixed(2)}`);
}

test("all that stands on one ground can be read there, whatever was wished for", () => {
  fc.assert(
    fc.property(
      fc.record({
        ground: anyColour,
        text: maybeColour,
        label: maybeColour,
        line: maybeColour,
        fieldLine: maybeColour,
        accent: maybeColour,
      }),
      (region) => {
        const tokens = regionTokens(region);
        const of = (name: string): Colour => get(tokens, name);
        for (const name of ["text", "muted", "accent", "danger"]) {
          assertContrast(of(name), region.ground, 4.5, name);
        }
        assertContrast(of("accent"), of("neutral-soft"), 4.5, "mark");
        assertContrast(of("danger"), of("danger-soft"), 4.5, "danger");
        assertContrast(of("success"), of("success-soft"), 4.5, "success");
        assertContrast(of("notice"), of("notice-soft"), 4.5, "notice");
        assertContrast(of("on-accent"), of("accent"), 4.5, "on-accent");
        assertContrast(of("on-accent"), of("accent-strong"), 4.5, "on-accent, strong");
        for (const name of ["field-line", "focus"]) assertContrast(of(name), region.ground, 3, name);
      },
    ),
    { seed: 20_261_121, numRuns: 1_000 },
  );
});

test("a button can be read, also below a pointer, and is seen on its ground", () => {
  fc.assert(
    fc.property(anyColour, maybeColour, anyColour, (wanted, text, ground) => {
      const tokens = buttonTokens(wanted, text, ground);
      const of = (name: string): Colour => get(tokens, name);
      assertContrast(of("on-button"), of("button"), 4.5, "button");
      assertContrast(of("on-button"), of("button-strong"), 4.5, "button below a pointer");
      assertContrast(of("button-line"), ground, 3, "line of the button");
    }),
    { seed: 20_261_121, numRuns: 1_000 },
  );
});

test("one colour of a site gives links that can be read on every ground of ours, by day and by night", () => {
  fc.assert(
    fc.property(anyColour, (wanted) => {
      for (const { page, surface, "neutral-soft": soft } of Object.values(basePalettes)) {
        const tokens = accentTokens(wanted, [surface, page, soft]);
        for (const ground of [page, surface, soft]) {
          assertContrast(get(tokens, "accent"), ground, 4.5, "accent");
        }
        assertContrast(get(tokens, "on-accent"), get(tokens, "accent-strong"), 4.5, "on-accent");
      }
    }),
    { seed: 20_261_121, numRuns: 1_000 },
  );
});

test("a colour that can be read already is left as it is, and a button keeps a light colour", () => {
  const white = colour("#ffffff");
  assert.equal(readableOn(colour("#0b5a75"), [white], 4.5), "#0b5a75");
  assert.equal(get(buttonTokens(colour("#ffc400"), undefined, white), "button"), "#ffc400");
  assert.equal(get(buttonTokens(colour("#ffc400"), undefined, white), "on-button"), "#000000");
  assert.notEqual(get(accentTokens(colour("#ffc400"), [white]), "accent"), "#ffc400");
});

test("a button of the ground's own colour is given one that is seen, and not the grey of what is switched off", () => {
  for (const ground of [colour("#ffffff"), colour("#18202a"), colour("#000000")]) {
    assertContrast(get(buttonTokens(ground, undefined, ground), "button"), ground, 7, "button");
  }
  assertContrast(
    get(buttonTokens(colour("#000000"), undefined, colour("#18202a")), "button"),
    colour("#18202a"),
    7,
    "",
  );
});

test("a colour is three or six hexadecimal digits, and nothing else is one", () => {
  assert.equal(parseColour("#0B5A75"), "#0b5a75");
  assert.equal(parseColour(" #abc "), "#aabbcc");
  for (const wrong of [
    "red",
    "0b5a75",
    "#0b5a7",
    "#0b5a7g",
    "#0b5a7500",
    "rgb(1,2,3)",
    "url(https://evil.example)",
    "#fff;}</style>",
    "#fff\n#000",
    "",
    null,
    5,
    {},
    ["#fff"],
  ]) {
    assert.equal(parseColour(wrong), null, JSON.stringify(wrong));
  }
});

test("contrast and mixing are those of the standard", () => {
  assert.equal(contrast(colour("#000000"), colour("#ffffff")), 21);
  assert.equal(contrast(colour("#777777"), colour("#ffffff")).toFixed(2), "4.48");
  assert.equal(mix(colour("#000000"), colour("#ff8000"), 0.5), "#804000");
});
