import { lineAt, type Problem, type SourceFile } from "./source-file.ts";

/**
 * No card number but the published test numbers stands in the repository: a
 * number that passes Luhn in a scheme's range could be somebody's.
 */
const published = new Set([
  "4111111111111111",
  "4761340000000019",
  "5500000000000004",
  "6799990000000000011",
  "374500000000015",
  "5555555555554444",
  "4917300000000008",
  "4462000000000003",
  "378734493671000",
  "4012001037461114",
  "374200000000004",
  "4012001038488884",
  "4012001038443335",
  "378282246310005",
  "6759000000005",
  "5747906991001442",
  "4242424242424242",
  "67034500054620008",
  "67039902990000045",
  "67039902990000011",
  "67034500054610009",
]);

/** In one piece, or in groups as on a card: 4-4-4-…, and 4-6-5 of American Express. */
const written = /(?<![\w.])(?:\d{13,19}|\d{4}(?:[ -]\d{4}){2}[ -]\d{1,7}|\d{4}[ -]\d{6}[ -]\d{5})(?![\w.])/g;

export function cardNumberProblems(file: SourceFile): readonly Problem[] {
  return [...file.text.matchAll(written)].flatMap((match) => {
    const digits = match[0].replace(/\D/g, "");
    if (!isSchemeRange(digits) || !passesLuhn(digits) || published.has(digits)) return [];
    return [
      {
        rule: "published test cards only",
        path: file.path,
        line: lineAt(file.text, match.index),
        what: match[0],
      },
    ];
  });
}

const isSchemeRange = (digits: string): boolean => /^(?:4|5[0-9]|6|3[47]|2[2-7])/.test(digits);

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}
