/**
 * Text that a shop supplied, made fit to stand in our page. Escaping is the
 * template's work; this is about what survives escaping: characters that turn
 * the direction of the line could make a page say another amount or name than
 * it holds (CVE-2021-42574 is the same trick on source code).
 */
export const shopText = (text: string): string =>
  text
    .replaceAll(/[\p{Bidi_Control}\p{Cc}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/**
 * The same, for the middle of one of our sentences: a name in a right-to-left
 * script is isolated (U+2068, U+2069), so that it does not reorder our words.
 */
export function shopTextInSentence(text: string): string {
  const plain = shopText(text);
  return /^[\p{Script=Latin}\p{Script=Common}]*$/u.test(plain) ? plain : `\u2068${plain}\u2069`;
}

/** The address where a link may lead, or null if it would run as a script in our page. */
export function linkTarget(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { protocol } = new URL(url);
  return ["javascript:", "data:", "vbscript:", "blob:"].includes(protocol) ? null : url;
}
