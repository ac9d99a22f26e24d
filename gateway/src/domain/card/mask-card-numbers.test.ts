import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { passesLuhn } from "./card.ts";
import { maskCardNumbers } from "./mask-card-numbers.ts";

const mask = "[card number]";

/** A number of 13 to 19 digits that begins with 2 to 6 and passes Luhn. */
const cardNumbers = fc
  .tuple(
    fc.constantFrom("2", "3", "4", "5", "6"),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 11, maxLength: 17 }),
  )
  .map(([first, rest]) => {
    const digits = first + rest.join("");
    const check = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find((last) => passesLuhn(`${digits}${last}`)) ?? 0;
    return `${digits}${check}`;
  });

const words = fc.string({ unit: fc.constantFrom("a", "Z", ":", '"', "{", "=", "é", "\n"), minLength: 1 });

/** Grouped by fours, or at places of chance, as one writes a number down. */
const written = fc
  .tuple(cardNumbers, fc.constantFrom("", " ", "-", ".", "\u00a0"), fc.integer({ min: 2, max: 6 }))
  .map(([number, separator, size]) => (number.match(new RegExp(`.{1,${size}}`, "g")) ?? []).join(separator));

test("a card number is masked wherever it stands and however it is grouped, and what is around it stays", () => {
  fc.assert(
    fc.property(words, written, words, (before, number, after) => {
      assert.equal(maskCardNumbers(`${before}${number}${after}`), `${before}${mask}${after}`);
    }),
  );
});

test("other numbers beside it, in groups of their own, do not hide it", () => {
  fc.assert(
    fc.property(fc.nat(999_999), written, (other, number) => {
      const masked = maskCardNumbers(`${other} ${number}`);
      assert.ok(!masked.includes(number), masked);
      assert.ok(masked.includes(mask));
    }),
  );
});

test("a number glued to its expiry and code is masked with them", () => {
  fc.assert(
    fc.property(
      cardNumbers.filter(({ length }) => length >= 16),
      (number) => {
        assert.equal(maskCardNumbers(`${number}3012`).includes(number), false);
      },
    ),
  );
});

test("the numbers of the documented test cards are masked, whatever their length", () => {
  const numbers = ["4111111111111111", "374500000000015", "6799990000000000011", "6759000000005"];
  for (const number of numbers) assert.equal(maskCardNumbers(number), mask);
});

test("numbers that are no card numbers stay as they are", () => {
  const kept = [
    "",
    "2026-11-21T07:04:34.123Z",
    "1767225600000",
    "4111111111111112",
    "411111******1111",
    "602809000042",
    "+31 20 123 4567",
    "7000000000000000",
    "order-3f2a9c",
  ];
  for (const text of kept) assert.equal(maskCardNumbers(text), text);
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), (uuid) => {
      if (!/\d(?:-?\d){12}/.test(uuid)) assert.equal(maskCardNumbers(uuid), uuid);
    }),
  );
});

test("what was masked is not masked again, and long rows of digits are no work", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("1", "4", "0", " ", "-", "x"), maxLength: 300 }),
      (text) => {
        const once = maskCardNumbers(text);
        assert.equal(maskCardNumbers(once), once);
      },
    ),
  );
  const many = "4111111111111111 ".repeat(20_000);
  assert.equal(maskCardNumbers(many), `${mask} `.repeat(20_000));
  assert.equal(maskCardNumbers("4".repeat(200_000)).length < 200_000, true);
});
