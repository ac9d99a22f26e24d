import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { currencies, currencyOfNumber, exponent, numericCode, parseCurrency } from "./currency.ts";

test("a currency is read in any case", () => {
  for (const text of ["EUR", "eur", "Eur"]) assert.equal(parseCurrency(text), "EUR");
});

test("what is not a supported code is refused", () => {
  for (const text of ["", "EU", "EURO", "ZZZ", " EUR", "EUR\n", "978", "toString", "__proto__"]) {
    assert.equal(parseCurrency(text), null, text);
  }
});

test("letters that only look like a code after upper-casing are refused", () => {
  for (const text of ["uſd", "ſek", "ıls"]) assert.equal(parseCurrency(text), null, text);
});

test("no text but the letters of a currency is a currency", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), (text) => {
      const parsed = parseCurrency(text);
      assert.equal(
        parsed !== null,
        currencies.some((code) => code.toLowerCase() === text.toLowerCase()),
      );
    }),
  );
});

test("every currency has a three-digit number of its own", () => {
  const numbers = currencies.map(numericCode);
  assert.equal(new Set(numbers).size, currencies.length);
  for (const number of numbers) assert.match(number, /^\d{3}$/);
  assert.deepEqual([numericCode("EUR"), numericCode("USD"), numericCode("AUD")], ["978", "840", "036"]);
});

test("the number of a currency leads back to it, and no other number to any", () => {
  for (const currency of currencies) assert.equal(currencyOfNumber(numericCode(currency)), currency);
  for (const number of ["999", "000", "97", "EUR", ""]) assert.equal(currencyOfNumber(number), null, number);
});

test("only the yen counts whole units", () => {
  assert.deepEqual(
    currencies.filter((code) => exponent(code) === 0),
    ["JPY"],
  );
});
