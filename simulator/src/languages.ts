/** The languages of the simulator's pages. */
export type Language = "en" | "nl" | "de";

/** From a locale or language tag (`nl_NL`, `de-AT`, `nl`); English for all others. */
export function languageOf(tag: string): Language {
  const code = tag.slice(0, 2).toLowerCase();
  return code === "nl" || code === "de" ? code : "en";
}
