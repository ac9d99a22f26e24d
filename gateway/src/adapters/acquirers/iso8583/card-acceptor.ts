/** The merchant in a message: DE 41, 42 and 43 have fixed lengths and ASCII only, a shop's name has neither. */
import type { CardAcceptor } from "#ports/acquirer.ts";

/** DE 43: name, city and country in 25, 13 and 2 characters. */
export const nameAndLocation = ({ name, city, country }: CardAcceptor): string =>
  fitted(name, 25) + fitted(city, 13) + fitted(country, 2);

/** DE 41. */
export const terminal = ({ terminalId }: CardAcceptor): string => terminalId.padEnd(8);

/** DE 42. */
export const acceptor = ({ acceptorId }: CardAcceptor): string => acceptorId.padEnd(15);

const fitted = (text: string, length: number): string => toAscii(text).slice(0, length).padEnd(length);

/** Latin letters that Unicode does not decompose into a base letter and a mark. */
const latinLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ð: "d",
  þ: "th",
};

/** Accents are dropped; what has no Latin base letter becomes a question mark, as a terminal would print it. */
function toAscii(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^ -~]/gu, (character) => latinLetters[character] ?? "?");
}
