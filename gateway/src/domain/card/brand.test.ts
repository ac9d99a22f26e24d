import assert from "node:assert/strict";
import { test } from "node:test";
import { brandNames, detectBrand, mayBeBancontact } from "./brand.ts";

const table = [
  [null, ["0000", "1000", "2220", "2721", "3399", "3500", "3699", "3800", "3999"]],
  ["VISA", ["4000", "4111", "4999"]],
  ["MASTERCARD", ["2221", "2720", "5100", "5555", "5599"]],
  ["AMEX", ["3400", "3499", "3700", "3742", "3799"]],
  ["MAESTRO", ["5000", "5099", "5600", "5747", "5999", "6000", "6010", "6012", "6199", "6300", "6439"]],
  ["MAESTRO", ["6600", "6703", "6759", "6799", "6999"]],
  // Discover and UnionPay.
  [null, ["6011", "6200", "6299", "6440", "6500", "6599"]],
  [null, ["7000", "8000", "9999"]],
] as const;

for (const [brand, prefixes] of table) {
  test(`${brand ?? "no brand"}: ${prefixes.join(" ")}`, () => {
    for (const prefix of prefixes) assert.equal(detectBrand(`${prefix}00000000`), brand, prefix);
  });
}

test("over all prefixes each brand has exactly the ranges of the contract", () => {
  const counts = new Map<string | null, number>();
  for (let prefix = 0; prefix <= 9999; prefix += 1) {
    const brand = detectBrand(String(prefix).padStart(4, "0"));
    counts.set(brand, (counts.get(brand) ?? 0) + 1);
  }
  assert.equal(counts.get("VISA"), 1000);
  assert.equal(counts.get("MASTERCARD"), 500 + 500);
  assert.equal(counts.get("AMEX"), 200);
  assert.equal(counts.get("MAESTRO"), 100 + 400 + 1000 - 1 - 100 - 160);
});

test("every brand has the display name of the contract", () => {
  assert.deepEqual(brandNames, {
    VISA: "Visa",
    MASTERCARD: "MasterCard",
    MAESTRO: "Maestro",
    AMEX: "American Express",
    MISTERCASH: "Bancontact",
  });
});

test("only numbers that begin with 6703 can be paid as Bancontact", () => {
  assert.equal(mayBeBancontact("67034500054620008"), true);
  assert.equal(mayBeBancontact("6799990000000000011"), false);
});
