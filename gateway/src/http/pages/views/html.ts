import { html as escapingHtml } from "ghtml";

/** What may stand in a template. No object, boolean or undefined: those would be printed by accident. */
type Part = string | number | readonly string[];

/**
 * The tag of every template here: what stands in `${…}` is escaped, what stands
 * in `!${…}` is html already. The type is narrower than the library's.
 */
export const html: (literals: TemplateStringsArray, ...parts: readonly Part[]) => string = escapingHtml;

/**
 * The same tag by a name that the formatter does not know, for the document
 * whose line breaks are part of the contract.
 */
export const verbatimHtml = html;

/**
 * Escaped text of an attribute that machines read too: addresses and the fields
 * of 3-D Secure. The library also writes `=` and `&` as numeric references; a
 * shop's monitor that finds a link with a regular expression knows `&amp;` at
 * best. Placed with `!${…}`, inside double quotes only.
 */
export const attributeText = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
