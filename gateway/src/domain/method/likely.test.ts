import assert from "node:assert/strict";
import { test } from "node:test";
import { methods } from "./catalogue.ts";
import { inLikelyOrder } from "./likely.ts";

const idsFor = (country: string | null) => {
  const { beforeCards, afterCards } = inLikelyOrder(methods, country);
  return { before: beforeCards.map(({ id }) => id), after: afterCards.map(({ id }) => id) };
};

test("each country sees what its shoppers reach for before the cards, others see cards first", () => {
  const table = [
    ["NL", ["IDEAL"]],
    ["BE", ["MISTERCASH"]],
    ["DE", ["PAYPAL"]],
    ["AT", ["EPS"]],
    ["US", []],
    [null, []],
  ] as const;
  for (const [country, before] of table) assert.deepEqual(idsFor(country).before, before, String(country));
});

test("nothing is lost and nothing comes twice, whatever the country", () => {
  for (const country of ["AT", "BE", "CN", "DE", "FI", "NL", "SE", "US", "??", null]) {
    const { before, after } = idsFor(country);
    assert.deepEqual(
      [...before, ...after].toSorted(),
      methods.map(({ id }) => id).toSorted(),
      String(country),
    );
  }
});

test("below the cards come the habits of the country, its own methods, and foreign ones last", () => {
  const { after } = idsFor("BE");
  assert.deepEqual(after.slice(0, 3), ["KBC", "BELFIUS", "CBC"]);
  assert.ok(after.indexOf("PAYAFTER") < after.indexOf("PAYPAL"));
  assert.ok(after.indexOf("PAYPAL") < after.indexOf("VVVGIFTCRD"));
  assert.ok(after.indexOf("VVVGIFTCRD") < after.indexOf("IDEAL"));
});

test("where no country is known the order is that of the catalogue, gift cards last", () => {
  const { after } = idsFor(null);
  const plain = methods.filter(({ kind }) => kind !== "coupon").map(({ id }) => id);
  assert.deepEqual(after.slice(0, plain.length), plain);
});
