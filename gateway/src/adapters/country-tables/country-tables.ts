import ipaddr from "ipaddr.js";
import { type Country, isCountry } from "#domain/country.ts";
import type { CountryTables } from "#ports/country-tables.ts";
import { createRangeTable, type Range, type RangeTable } from "./range-table.ts";

/**
 * Tables that the operator gives as CSV text, one range in a line: first, last,
 * country. For IP addresses that is how free tables are published; for cards it
 * is what acquirers hand out, the first six to eight digits of the number. Read
 * once at start: a new table counts from the next start on.
 */
export interface CountryTableTexts {
  readonly addresses: string;
  readonly cards: string;
}

/** Throws, naming the line, where a text is no table; an empty text is an empty one. */
export function createCountryTables(texts: CountryTableTexts): CountryTables {
  const addresses = parseTable(texts.addresses, addressRange);
  const ofFamily = (family: Address["family"]): RangeTable =>
    createRangeTable(addresses.filter((range) => range.family === family));
  const networks = { ipv4: ofFamily("ipv4"), ipv6: ofFamily("ipv6") };
  const issuers = createRangeTable(parseTable(texts.cards, cardRange));
  return {
    ofAddress(text) {
      const address = parseAddress(text);
      return address === null ? null : known(networks[address.family](address.number));
    },
    ofCard: (pan) => known(issuers(Number(pan.reveal().slice(0, cardDigits)))),
  };
}

/** Tables mark what is nobody's with codes of their own. */
const known = (code: string | null): Country | null => (code !== null && isCountry(code) ? code : null);

type ReadRange<R extends Range> = (first: string, last: string, country: string) => R | null;

function parseTable<R extends Range>(text: string, read: ReadRange<R>): readonly R[] {
  return text.split("\n").flatMap((line, index) => {
    const [first = "", last = "", country = ""] = line
      .split(",")
      .map((cell) => cell.trim().replaceAll('"', ""));
    if (line.trim() === "") return [];
    const range = read(first, last, country.toUpperCase());
    if (range !== null && range.first <= range.last && /^[A-Z]{2}$/.test(range.country)) return [range];
    throw new Error(`line ${index + 1} is no range with a country`);
  });
}

interface Address {
  readonly family: "ipv4" | "ipv6";
  readonly number: number;
}

function addressRange(first: string, last: string, country: string): (Address & Range) | null {
  const from = parseAddress(first);
  const to = parseAddress(last);
  return from === null || to?.family !== from.family
    ? null
    : { ...from, first: from.number, last: to.number, country };
}

/** Of IPv6 the first 48 bits, which is what a site is given and what a double holds exactly. */
function parseAddress(text: string): Address | null {
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  const bytes = address.toByteArray().slice(0, 6);
  return {
    family: address.kind(),
    number: bytes.reduce((number, byte) => number * 256 + byte, 0),
  };
}

/** The longest issuer identification number (ISO/IEC 7812-1). */
const cardDigits = 8;

function cardRange(first: string, last: string, country: string): Range | null {
  const isPrefix = (text: string): boolean => /^\d{6,8}$/.test(text);
  return isPrefix(first) && isPrefix(last)
    ? { first: Number(first.padEnd(cardDigits, "0")), last: Number(last.padEnd(cardDigits, "9")), country }
    : null;
}
