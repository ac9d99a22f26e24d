import assert from "node:assert/strict";
import { test } from "node:test";
import { type Pan, parsePan } from "#domain/card/card.ts";
import { createCountryTables } from "./country-tables.ts";

const tables = createCountryTables({
  addresses: `192.0.2.0,192.0.2.127,NL
"198.51.100.0","198.51.100.255","us"
203.0.113.0,203.0.113.255,ZZ
2001:db8::,2001:db8:10:7fff:ffff:ffff:ffff:ffff,DE
2001:db8:10:8000::,2001:db8:20:ffff:ffff:ffff:ffff:ffff,FR
`,
  cards: "411111,411112,NL\r\n55555555,55555555,US\r\n",
});

const panOf = (digits: string): Pan => {
  const pan = parsePan(digits);
  assert.ok(pan !== null);
  return pan;
};

for (const [address, country] of [
  ["192.0.2.0", "NL"],
  ["192.0.2.127", "NL"],
  ["192.0.2.128", null],
  ["192.0.1.255", null],
  ["::ffff:192.0.2.5", "NL"],
  ["198.51.100.1", "US"],
  ["2001:db8::1", "DE"],
  ["2001:db8:f:ffff::1", "DE"],
  ["2001:db8:10:9000::1", "FR"],
  ["2001:db8:20::1", "FR"],
  ["2001:db8:21::1", null],
  ["2001:db9::1", null],
  ["no address", null],
] as const) {
  test(`the address ${address} is in ${country ?? "no known country"}`, () => {
    assert.equal(tables.ofAddress(address), country);
  });
}

test("a code that is no country is none", () => {
  assert.equal(tables.ofAddress("203.0.113.7"), null);
});

test("a card is found by six and by eight digits", () => {
  assert.equal(tables.ofCard(panOf("4111111111111111")), "NL");
  assert.equal(tables.ofCard(panOf("5555555555554444")), "US");
  assert.equal(tables.ofCard(panOf("4761340000000019")), null);
});

test("without tables nothing is known", () => {
  const none = createCountryTables({ addresses: "", cards: "" });
  assert.equal(none.ofAddress("192.0.2.1"), null);
  assert.equal(none.ofCard(panOf("4111111111111111")), null);
});

for (const [what, texts] of [
  ["a header", { addresses: "first,last,country\n", cards: "" }],
  ["a range that ends before it begins", { addresses: "192.0.2.9,192.0.2.1,NL", cards: "" }],
  ["two families in one range", { addresses: "192.0.2.9,2001:db8::,NL", cards: "" }],
  ["no country", { addresses: "192.0.2.1,192.0.2.9", cards: "" }],
  ["too few digits of a card", { addresses: "", cards: "4111,4111,NL" }],
] as const) {
  test(`a table with ${what} is refused with the number of its line`, () => {
    assert.throws(() => createCountryTables(texts), /line 1 is no range/);
  });
}
