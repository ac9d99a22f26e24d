/**
 * What a shopper typed or pasted into a field for digits, in ASCII: digits of
 * full width (`１２`) and of Arabic (`١٢`, `۱۲`) keyboards, dashes of every
 * length, and without the marks of direction and width that copied text carries.
 */
export const foldTyped = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-");
