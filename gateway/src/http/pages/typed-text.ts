import { brandOf, parsePan } from "#domain/card/card.ts";
import { isPlainText } from "#domain/ids.ts";

/**
 * Whether a name or a line of an address may be what was typed. Names of every
 * script are; markup, pictures and signs that turn the direction of the line are
 * in none, and would reach the shop's books, its mails and the issuer. A card
 * number is no name either: names are kept in the clear.
 */
export const isName = (typed: string): boolean =>
  isPlainText(typed) && !inNoName.test(typed) && !isCardNumber(typed);

const inNoName = /[<>\p{Bidi_Control}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** What may stand in a refused form again: no card number, nothing that turns the line or cannot be seen, and not more than fits. */
export const echoedText = (typed: string, most: number): string =>
  isCardNumber(typed)
    ? ""
    : typed
        .replaceAll(/[\p{Bidi_Control}\p{Cc}]/gu, "")
        .slice(0, most)
        .toWellFormed();

/** A number typed into the wrong field is neither kept nor shown again. */
export function isCardNumber(typed: string): boolean {
  const pan = parsePan(typed.replaceAll(/\D/g, ""));
  return pan !== null && brandOf(pan) !== null;
}
