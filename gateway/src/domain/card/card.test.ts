import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { Secret } from "../secret.ts";
import {
  type Card,
  brandOf,
  hasExpired,
  mayOmitCvc,
  parseCvc,
  parseExpiryTyped,
  parseExpiryYymm,
  parsePan,
  passesLuhn,
  summarize,
} from "./card.ts";

const testCards = [
  ...["4111111111111111", "4761340000000019", "5500000000000004", "6799990000000000011", "374500000000015"],
  ...["5555555555554444", "4917300000000008", "4462000000000003", "378734493671000", "4012001037461114"],
  ...["374200000000004", "4012001038488884", "4012001038443335", "378282246310005", "6759000000005"],
  ...["5747906991001442", "67034500054620008", "67039902990000045", "67039902990000011", "67034500054610009"],
];

function card(pan: string, holderName: string | null = null): Card {
  const parsed = parsePan(pan);
  const expiry = parseExpiryYymm("3012");
  assert.ok(parsed !== null && expiry !== null);
  const brand = brandOf(parsed);
  assert.ok(brand !== null);
  return { pan: parsed, brand, expiry, holderName, cvc: parseCvc("123", brand) };
}

test("every public test card is a number we take", () => {
  for (const digits of testCards) assert.equal(parsePan(digits)?.reveal(), digits);
});

test("spaces and dashes in a number do not count", () => {
  for (const text of [
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    " 4111111111111111\n",
    "4111\u00a011111111 1111",
  ]) {
    assert.equal(parsePan(text)?.reveal(), "4111111111111111");
  }
});

test("a number of the wrong length or with anything but digits is refused", () => {
  const tooShort = "0".repeat(11);
  const tooLong = "0".repeat(20);
  for (const text of [
    "",
    tooShort,
    tooLong,
    "4111.1111.1111.1111",
    "x4111111111111111",
    "４111111111111111",
  ]) {
    assert.equal(parsePan(text), null, text);
  }
  assert.ok(parsePan("0".repeat(12)) !== null && parsePan("0".repeat(19)) !== null);
});

test("one wrong digit is always noticed", () => {
  const place = fc.nat({ max: 15 });
  fc.assert(
    fc.property(place, fc.integer({ min: 1, max: 9 }), (index, shift) => {
      const digits = [..."4111111111111111"];
      digits[index] = String((Number(digits[index]) + shift) % 10);
      assert.equal(parsePan(digits.join("")), null);
    }),
  );
});

test("two neighbouring digits swapped are noticed, but for 0 and 9 (a property of Luhn)", () => {
  const digit = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(digit, { minLength: 12, maxLength: 19 }), fc.nat({ max: 10 }), (digits, index) => {
      const [left, right] = [digits[index], digits[index + 1]];
      fc.pre(left !== undefined && right !== undefined && left !== right && Math.abs(left - right) !== 9);
      const swapped = digits.with(index, right).with(index + 1, left);
      assert.ok(!(passesLuhn(digits.join("")) && passesLuhn(swapped.join(""))));
    }),
  );
});

test("of the ten last digits exactly one completes a number", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{11,18}$/), (start) => {
      const completing = [..."0123456789"].filter((last) => passesLuhn(start + last));
      assert.equal(completing.length, 1);
    }),
  );
});

test("an expiry on the wire is YYMM and may have lost its leading zero", () => {
  const table = [
    ["2512", "2512"],
    ["3001", "3001"],
    ["612", "0612"],
    [" 2512 ", "2512"],
  ] as const;
  for (const [input, expected] of table) assert.equal(parseExpiryYymm(input), expected);
  for (const input of ["", "0", "2500", "2513", "25-12", "12/25", "202512", "-512", "２512", "2512x"]) {
    assert.equal(parseExpiryYymm(input), null, input);
  }
});

test("a typed expiry is understood in the ways people write it", () => {
  for (const input of [
    "12/28",
    "1228",
    "12 / 2028",
    "12-28",
    "12.28",
    "12 28",
    " 12/28 ",
    "122028",
    "12/2028",
  ]) {
    assert.equal(parseExpiryTyped(input), "2812", input);
  }
  for (const input of ["1/28", "01/28", "0128", "1-2028"])
    assert.equal(parseExpiryTyped(input), "2801", input);
  for (const input of [
    "",
    "12",
    "128",
    "13/28",
    "0/28",
    "00/28",
    "12/1928",
    "28/12",
    "12//28",
    "2028-12",
    "ab/cd",
  ]) {
    assert.equal(parseExpiryTyped(input), null, input);
  }
});

test("every month is read back from every way to type it", () => {
  const month = fc.integer({ min: 1, max: 12 }).map((it) => String(it).padStart(2, "0"));
  const year = fc.nat({ max: 99 }).map((it) => String(it).padStart(2, "0"));
  fc.assert(
    fc.property(month, year, fc.constantFrom("/", " / ", "-", ".", " ", ""), (mm, yy, separator) => {
      assert.equal(parseExpiryTyped(`${mm}${separator}${yy}`), `${yy}${mm}`);
      assert.equal(parseExpiryTyped(`${mm}${separator}20${yy}`), `${yy}${mm}`);
    }),
  );
});

test("a card is good until its month has ended everywhere on earth", () => {
  const table = [
    ["3011", "2030-12-01T11:59:59.999Z", false],
    ["3011", "2030-12-01T12:00:00Z", true],
    ["3012", "2031-01-01T11:59:59.999Z", false],
    ["3012", "2031-01-01T12:00:00Z", true],
    ["3012", "2029-06-01T00:00:00Z", false],
    ["2402", "2024-02-29T23:59:59Z", false],
  ] as const;
  for (const [text, now, expected] of table) {
    const expiry = parseExpiryYymm(text);
    assert.ok(expiry !== null);
    assert.equal(hasExpired(expiry, new Date(now)), expected, `${text} at ${now}`);
  }
});

test("a CVC has three digits, four for American Express", () => {
  assert.equal(parseCvc("123", "VISA")?.reveal(), "123");
  assert.equal(parseCvc(" 1234 ", "AMEX")?.reveal(), "1234");
  for (const text of ["", "12", "1234", "12a", "1 3", "１23"])
    assert.equal(parseCvc(text, "MASTERCARD"), null, text);
  for (const text of ["123", "12345"]) assert.equal(parseCvc(text, "AMEX"), null, text);
});

test("only Maestro may come without a CVC", () => {
  assert.deepEqual((["VISA", "MASTERCARD", "MAESTRO", "AMEX"] as const).filter(mayOmitCvc), ["MAESTRO"]);
});

test("a summary keeps six and four digits of the number and nothing of the CVC", () => {
  const summary = summarize(card("4761340000000019", "Sam Sample"));
  assert.deepEqual(summary, {
    brand: "VISA",
    bin: "476134",
    last4: "0019",
    expiry: "3012",
    holderName: "Sam Sample",
  });
});

test("a card shows neither number nor CVC when printed", () => {
  const it = card("4761340000000019");
  assert.ok(it.pan instanceof Secret && it.cvc instanceof Secret);
  for (const view of [inspect(it, { depth: null }), JSON.stringify(it)])
    assert.doesNotMatch(view, /4761|0019|123/);
});
