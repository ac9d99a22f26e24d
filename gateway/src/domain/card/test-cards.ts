import type { Pan } from "./card.ts";

/** The documented test cards (contract, cards-3ds.md §12 and §13): published numbers that no issuer gave to anybody. */
const numbers: ReadonlySet<string> = new Set([
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
  "67034500054620008",
  "67039902990000045",
  "67039902990000011",
  "67034500054610009",
]);

/** True for the numbers of the documentation only; other numbers may be somebody's. */
export const isTestCard = (pan: Pan): boolean => numbers.has(pan.reveal());
