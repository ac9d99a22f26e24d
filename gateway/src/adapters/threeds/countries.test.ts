import assert from "node:assert/strict";
import { it } from "node:test";
import { countryNumber } from "./countries.ts";

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
const pairs = letters.flatMap((first) => letters.map((second) => first + second));

it("knows the 249 countries of ISO 3166-1, each by its own number", () => {
  const numbers = pairs.map(countryNumber).filter((number) => number !== null);
  assert.equal(numbers.length, 249);
  assert.equal(new Set(numbers).size, 249);
});

it("agrees with the numbers that ICU knows", () => {
  for (const pair of pairs) {
    const number = countryNumber(pair);
    if (number !== null) assert.equal(Intl.getCanonicalLocales(`und-${number}`)[0], `und-${pair}`);
  }
});

it("reads letters in any case and nothing else", () => {
  assert.equal(countryNumber("nl"), "528");
  for (const none of ["", "NLD", "528", "XX", "toString", "__proto__"])
    assert.equal(countryNumber(none), null);
});
