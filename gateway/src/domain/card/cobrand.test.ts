import assert from "node:assert/strict";
import { test } from "node:test";
import { detectBrand } from "./brand.ts";
import { cardName, cobadgedPrefixes, cobrands, isCobadged, localCobrand, parseCobrand } from "./cobrand.ts";

test("the locale picks the national brand, then the shopper's country", () => {
  const table = [
    ["fr_FR", null, "CARTES_BANCAIRES"],
    ["da_DK", null, "DANKORT"],
    ["it_IT", null, "POSTEPAY"],
    ["en_US", "FR", "CARTES_BANCAIRES"],
    ["fr_FR", "IT", "CARTES_BANCAIRES"],
    ["fr_BE", null, null],
    ["nl_NL", "NL", null],
    ["en_US", null, null],
    ["constructor", "toString", null],
  ] as const;
  for (const [locale, country, expected] of table) {
    assert.equal(localCobrand(locale, country), expected, `${locale} ${country}`);
  }
});

test("a card is co-badged by how its number begins, and then it is of Visa too", () => {
  assert.equal(isCobadged("4012001038443335", "CARTES_BANCAIRES"), true);
  assert.equal(isCobadged("4012001038443335", "DANKORT"), false);
  assert.equal(isCobadged("4012001037461114", "CARTES_BANCAIRES"), false);
  assert.equal(isCobadged("4462000000000003", "DANKORT"), true);
  assert.equal(isCobadged("4917300000000008", "POSTEPAY"), true);
  for (const cobrand of cobrands) {
    for (const prefix of cobadgedPrefixes[cobrand]) assert.equal(detectBrand(prefix), "VISA");
  }
});

test("a card is called by the brand it is paid with", () => {
  assert.equal(cardName({ brand: "VISA" }), "Visa");
  assert.equal(cardName({ brand: "VISA", cobrand: "DANKORT" }), "Dankort");
});

test("only known national brands are read", () => {
  for (const cobrand of cobrands) assert.equal(parseCobrand(cobrand), cobrand);
  for (const text of ["", "VISA", "dankort", "toString"]) assert.equal(parseCobrand(text), null);
});
