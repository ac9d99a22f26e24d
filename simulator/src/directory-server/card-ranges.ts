import { testCards } from "../issuer/cards.ts";

/** Whose directory server answers, which decides the ECI values. */
export type Scheme = "visa" | "mastercard" | "maestro" | "amex";

/**
 * The participating ranges: prefixes of four digits and the lengths that the
 * scheme issues. Out of Maestro's 6… fall Discover (6011, 644–649, 65) and
 * UnionPay (62).
 */
const participants: readonly {
  readonly scheme: Scheme;
  readonly prefixes: readonly (readonly [first: number, last: number])[];
  readonly lengths: readonly number[];
}[] = [
  { scheme: "visa", prefixes: [[4000, 4999]], lengths: [13, 16, 19] },
  {
    scheme: "mastercard",
    prefixes: [
      [5100, 5599],
      [2221, 2720],
    ],
    lengths: [16],
  },
  {
    scheme: "amex",
    prefixes: [
      [3400, 3499],
      [3700, 3799],
    ],
    lengths: [15],
  },
  {
    scheme: "maestro",
    prefixes: [
      [5000, 5099],
      [5600, 5999],
      [6000, 6010],
      [6012, 6199],
      [6300, 6439],
      [6600, 6999],
    ],
    lengths: [13, 14, 15, 16, 17, 18, 19],
  },
];

export interface CardRange {
  readonly scheme: Scheme;
  /** Both inclusive, of the same length. */
  readonly startRange: string;
  readonly endRange: string;
}

/** Every range, with the cards left out that take no part in 3-D Secure. */
export const cardRanges: readonly CardRange[] = participants.flatMap(({ scheme, prefixes, lengths }) =>
  lengths.flatMap((length) =>
    prefixes.flatMap(([first, last]) => {
      const startRange = String(first).padEnd(length, "0");
      const endRange = String(last).padEnd(length, "9");
      return without(notEnrolled(length), { scheme, startRange, endRange });
    }),
  ),
);

/** Null for a card in no range. */
export function schemeOf(number: string): Scheme | null {
  return cardRanges.find((range) => holds(range, number))?.scheme ?? null;
}

/**
 * The numbers to leave out, cut or filled to a length. A 3DS Server may hold a
 * card against a range of another length (by its leading digits): the gap has
 * to be in each of them.
 */
function notEnrolled(length: number): readonly CardGap[] {
  return testCards
    .filter((card) => card.authentication === "not-enrolled")
    .map(({ number }) => ({
      first: number.slice(0, length).padEnd(length, "0"),
      last: number.slice(0, length).padEnd(length, "9"),
    }));
}

interface CardGap {
  readonly first: string;
  readonly last: string;
}

function without(gaps: readonly CardGap[], range: CardRange): readonly CardRange[] {
  return gaps.reduce<readonly CardRange[]>(
    (ranges, gap) => ranges.flatMap((part) => (holds(part, gap.first) ? split(part, gap) : [part])),
    [range],
  );
}

function split(range: CardRange, gap: CardGap): readonly CardRange[] {
  return [
    { ...range, endRange: neighbour(gap.first, -1n) },
    { ...range, startRange: neighbour(gap.last, 1n) },
  ];
}

function neighbour(number: string, step: bigint): string {
  return String(BigInt(number) + step).padStart(number.length, "0");
}

/** Digits of the same length compare as text. */
function holds(range: CardRange, number: string): boolean {
  return number.length === range.startRange.length && range.startRange <= number && number <= range.endRange;
}
