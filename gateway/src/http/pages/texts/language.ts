import { cs } from "./cs.ts";
import { da } from "./da.ts";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";
import { es } from "./es.ts";
import { fi } from "./fi.ts";
import { fr } from "./fr.ts";
import { it } from "./it.ts";
import { nl } from "./nl.ts";
import { pl } from "./pl.ts";
import { pt } from "./pt.ts";
import { sv } from "./sv.ts";
import { zh } from "./zh.ts";

/**
 * The languages of the pages, in the order in which the language switch shows
 * them: by their own names. A new one is a file of its own and a word here.
 */
export const catalogues = {
  cs,
  da,
  de,
  en,
  es,
  fr,
  it,
  nl,
  pl,
  pt,
  fi,
  sv,
  zh,
} as const satisfies Readonly<Record<string, Texts>>;

export type Language = keyof typeof catalogues;

const isLanguage = (text: string): text is Language => Object.hasOwn(catalogues, text);

/** The country or region may be anything; what we do not speak becomes English (contract, orders.md §1). */
export function selectLanguage(locale: string): Language {
  const language = languagePart(locale);
  return isLanguage(language) ? language : "en";
}

export const textsFor = (locale: string): Texts => catalogues[selectLanguage(locale)];

/**
 * The locale as our own links carry it: `nl_BE` stays, `nl` becomes `nl_NL`, a
 * language that we do not speak or plain nonsense becomes `en_US`. So a `lang`
 * parameter never carries on what somebody else wrote into it.
 */
export function canonicalLocale(locale: string): string {
  const language = languagePart(locale);
  const region = /^[A-Za-z]+[-_]([A-Za-z]{2})$/.exec(locale)?.[1];
  if (!isLanguage(language)) return en.defaultLocale;
  return region === undefined ? catalogues[language].defaultLocale : `${language}_${region.toUpperCase()}`;
}

/**
 * The locale for `Intl`, in the script of our texts: names of countries in
 * traditional characters would be strangers on a page in simplified ones.
 */
export function languageTag(locale: string): string {
  const [, region = ""] = canonicalLocale(locale).split("_");
  return new Intl.Locale(textsFor(locale).htmlLang, { region }).toString();
}

const languagePart = (locale: string): string =>
  /^[A-Za-z]{2}(?=$|[-_])/.exec(locale)?.[0].toLowerCase() ?? "";
