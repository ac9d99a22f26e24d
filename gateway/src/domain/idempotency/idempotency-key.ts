declare const keyBrand: unique symbol;
/** What a shop names a request by, so that repeating it does nothing more: 1..255 printable characters of ASCII. */
export type IdempotencyKey = string & { readonly [keyBrand]: true };

const longest = 255;

/**
 * The value of the header: a string of RFC 8941, `"…"`, or the bare key that
 * most shops send. Both name the same key. Null for anything else; a bare key
 * holds neither quotes nor commas nor blanks, so two headers never look like one.
 */
export function parseIdempotencyKey(header: string): IdempotencyKey | null {
  const text = header.trim();
  const key = text.startsWith('"') ? unquoted(text) : /^[!#-+\--~]+$/.test(text) ? text : null;
  return key === null || key.length < 1 || key.length > longest ? null : (key as IdempotencyKey);
}

const unquoted = (text: string): string | null =>
  /^"(?:[ !#-[\]-~]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replaceAll(/\\(["\\])/g, "$1") : null;
