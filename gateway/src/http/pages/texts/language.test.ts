import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalLocale, catalogues, languageTag, selectLanguage, textsFor } from "./language.ts";

test("the language follows the first part of the locale, whatever the country", () => {
  const choices = {
    en_GB: "en",
    nl_BE: "nl",
    nl: "nl",
    "nl-NL": "nl",
    de_AT: "de",
    DE_de: "de",
    cs_CZ: "cs",
    da_GL: "da",
    es_MX: "es",
    fi_FI: "fi",
    fr_BE: "fr",
    fr_FR: "fr",
    it_CH: "it",
    pl_PL: "pl",
    pt_BR: "pt",
    sv_FI: "sv",
    zh_CN: "zh",
    zh_TW: "zh",
    zh_Hant_HK: "zh",
    pt: "pt",
    "pt-br": "pt",
    "en-AU": "en",
    "zh-Hans-CN": "zh",
  };
  for (const [locale, language] of Object.entries(choices)) {
    assert.equal(selectLanguage(locale), language, locale);
  }
});

test("a language that is not spoken, and nonsense, become English", () => {
  for (const locale of [
    "ru_RU",
    "no_NO",
    "nb_NO",
    "nn_NO",
    "",
    "n",
    "nld_NL",
    "__proto__",
    "constructor",
    '"><script>',
  ]) {
    assert.equal(selectLanguage(locale), "en", locale);
  }
});

test("our own links carry a locale of ours, not what somebody wrote into theirs", () => {
  const locales = {
    nl_BE: "nl_BE",
    "de-at": "de_AT",
    nl: "nl_NL",
    da: "da_DK",
    cs: "cs_CZ",
    sv: "sv_SE",
    "zh-Hans-CN": "zh_CN",
    pt_BR: "pt_BR",
    ru_RU: "en_US",
    'nl_NL"><b>': "nl_NL",
    "": "en_US",
  };
  for (const [locale, canonical] of Object.entries(locales)) {
    assert.equal(canonicalLocale(locale), canonical, locale);
  }
});

test("numbers, dates and names of countries are of the locale's region and in the script of our texts", () => {
  const tags = {
    nl_BE: "nl-BE",
    pt_BR: "pt-BR",
    en_GB: "en-GB",
    nb_NO: "en-US",
    zh: "zh-Hans-CN",
    zh_TW: "zh-Hans-TW",
  };
  for (const [locale, tag] of Object.entries(tags)) assert.equal(languageTag(locale), tag, locale);
  const countries = new Intl.DisplayNames([languageTag("zh_TW")], { type: "region" });
  assert.equal(countries.of("DE"), "德国");
});

test("every language asks for a locale that leads back to it", () => {
  for (const texts of Object.values(catalogues)) {
    assert.equal(textsFor(texts.defaultLocale), texts);
    assert.equal(canonicalLocale(texts.defaultLocale), texts.defaultLocale);
  }
});

test("every language names itself as its own locale is named, and no two alike", () => {
  const names = new Set(Object.values(catalogues).map((texts) => texts.languageName));
  assert.equal(names.size, Object.keys(catalogues).length);
  for (const { defaultLocale, htmlLang, languageName } of Object.values(catalogues)) {
    const named = new Intl.DisplayNames([htmlLang], { type: "language", languageDisplay: "standard" });
    const [first = ""] = (named.of(htmlLang) ?? "").split(/[ (（]/u);
    assert.ok(languageName.toLowerCase().includes(first.toLowerCase()), `${languageName}: ${first}`);
    assert.ok(new Intl.Locale(htmlLang).language === defaultLocale.slice(0, 2), htmlLang);
  }
});
