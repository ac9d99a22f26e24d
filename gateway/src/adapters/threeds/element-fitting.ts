/**
 * Makes what a shop or a browser gave us fit the data elements of an AReq. A text
 * may be cut; a value that would mean something else when cut is left out, which
 * `undefined` does in JSON. An authentication must not fail for a long address.
 */

/** In code points, so that no character is cut in half. */
export function cut(text: string, max: number): string {
  return text.length <= max ? text : [...text].slice(0, max).join("");
}

export function cutOptional(text: string | null, max: number): string | undefined {
  const trimmed = text?.trim() ?? "";
  return trimmed === "" ? undefined : cut(trimmed, max);
}

export const wholeOrNothing = (text: string | null, max: number): string | undefined =>
  text !== null && text !== "" && text.length <= max ? text : undefined;

/** 2..45 characters of the common character set (EMV Book 4, Annex B): accents go, other scripts are left out. */
export function cardholderName(name: string | null): string | undefined {
  const plain = name?.normalize("NFKD").replace(/\p{M}/gu, "").trim() ?? "";
  return plain.length >= 2 && /^[ -~]+$/.test(plain) ? cut(plain, 45).trimEnd() : undefined;
}

const colorDepths = [48, 32, 24, 16, 15, 8, 4, 1];

/** The specification knows eight depths; a screen of 30 bits counts as 24. */
export const colorDepth = (bits: number): string => String(colorDepths.find((depth) => depth <= bits) ?? 1);

/** Up to eight characters: of a longer language tag the last subtags are dropped. */
export function language(tag: string): string {
  let short = tag;
  while (short.length > 8 && short.includes("-")) short = short.slice(0, short.lastIndexOf("-"));
  return cut(short, 8);
}

/** Up to six digits. */
export const pixels = (length: number): string => String(Math.min(Math.max(Math.trunc(length), 0), 999_999));
