import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalLocale, catalogues, selectLanguage, textsFor } from "./language.ts";
import { sentencesOf } from "./sentences-fixture.ts";

test("the language follows the first part of the locale, whatever the country", () => {
  const choices = {
    en_US: "en",
    en_GB: "en",
    nl_NL: "nl",
    nl_BE: "nl",
    nl: "nl",
    "nl-NL": "nl",
    de_AT: "de",
    DE_de: "de",
  };
  for (const [locale, language] of Object.entries(choices)) {
    assert.deepEqual(selectLanguage(locale), { language, htmlLang: language }, locale);
  }
});

test("a language that is not spoken, and nonsense, become English", () => {
  for (const locale of ["fr_FR", "zh_CN", "", "n", "nld_NL", "__proto__", "constructor", '"><script>']) {
    assert.deepEqual(selectLanguage(locale), { language: "en", htmlLang: "en" }, locale);
  }
});

test("our own links carry a locale of ours, not what somebody wrote into theirs", () => {
  const locales = {
    nl_BE: "nl_BE",
    "de-at": "de_AT",
    nl: "nl_NL",
    fr_FR: "en_US",
    'nl_NL"><b>': "nl_NL",
    "": "en_US",
  };
  for (const [locale, canonical] of Object.entries(locales)) {
    assert.equal(canonicalLocale(locale), canonical, locale);
  }
});

test("no catalogue has an empty sentence", () => {
  for (const [language, texts] of Object.entries(catalogues)) {
    for (const sentence of sentencesOf(texts, "X")) assert.notEqual(sentence.trim(), "", language);
  }
});

test("every language asks for a locale that leads back to it", () => {
  for (const texts of Object.values(catalogues)) {
    assert.equal(textsFor(texts.defaultLocale), texts);
    assert.equal(canonicalLocale(texts.defaultLocale), texts.defaultLocale);
  }
});
