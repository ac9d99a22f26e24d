import assert from "node:assert/strict";
import { test } from "node:test";
import { countryName, isCountry } from "./country.ts";

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const assigned = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry);

test("there are 249 countries, each with a name of its own", () => {
  assert.equal(assigned.length, 249);
  assert.equal(new Set(assigned.map(countryName)).size, 249);
});

test("the Netherlands have their article", () => {
  assert.equal(countryName("NL"), "The Netherlands");
  assert.equal(countryName("BE"), "Belgium");
});

test("what is not an assigned code in upper case is no country", () => {
  for (const code of ["", "nl", "NLD", "N", "XX", "UK", "EU", "AN", "constructor", "__proto__"]) {
    assert.equal(isCountry(code), false, code);
    assert.equal(countryName(code), null, code);
  }
});
