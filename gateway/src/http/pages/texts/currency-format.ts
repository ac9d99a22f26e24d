import { exponent, type Currency } from "#domain/currency.ts";
import { languageTag } from "./language.ts";

/** How many are kept at most: anybody can ask for a page in a locale that nobody else uses. */
const mostKept = 200;

/**
 * The format of a locale (`nl_NL`) for amounts of a currency. To make one takes
 * `Intl` as long as the rest of a page takes us, and two of them answer alike, so
 * the latest are kept.
 */
export const currencyFormat = keepFormats((locale, currency) => {
  const decimals = exponent(currency);
  return new Intl.NumberFormat(languageTag(locale), {
    style: "currency",
    currency,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
});

type MakeFormat = (locale: string, currency: Currency) => Intl.NumberFormat;

function keepFormats(make: MakeFormat): MakeFormat {
  const kept = new Map<string, Intl.NumberFormat>();
  return (locale, currency) => {
    const name = `${locale} ${currency}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    const made = make(locale, currency);
    kept.set(name, made);
    return made;
  };
}
