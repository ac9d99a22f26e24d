import assert from "node:assert/strict";
import { test } from "node:test";
import { requestLocale } from "./request-locale.ts";

const localeFor = (acceptLanguage: string | undefined, query: unknown = {}): string =>
  requestLocale({
    query,
    headers: acceptLanguage === undefined ? {} : { "accept-language": acceptLanguage },
  });

test("the language of the address comes before the browser's", () => {
  assert.equal(localeFor("fi", { lang: "de_AT" }), "de_AT");
  assert.equal(localeFor("fi", { lang: "nonsense" }), "en_US");
  assert.equal(localeFor("fi", { lang: ["de_AT", "nl_NL"] }), "en_US");
});

test("of what the browser asks for, the most wanted that we speak is taken", () => {
  const locales = {
    "nl-BE,nl;q=0.9,en;q=0.8": "nl_BE",
    "ru,fi;q=0.5,en;q=0.7": "en_US",
    "nb-NO,nb;q=0.9,da;q=0.5": "da_DK",
    "en;q=0.1, pl ; q=0.9": "pl_PL",
    "zh-Hant-TW,en;q=0.5": "zh_CN",
    "en-GB,cs": "en_GB",
    "de;q=0,sv": "sv_SE",
  };
  for (const [header, locale] of Object.entries(locales)) assert.equal(localeFor(header), locale, header);
});

test("a browser that asks for nothing that we speak, or for nonsense, gets English", () => {
  for (const header of [undefined, "", "*", "ru", ";;;,,q=", "de;q=x", `${"xx,".repeat(5_000)}nl`]) {
    assert.equal(localeFor(header), "en_US", header?.slice(0, 20) ?? "none");
  }
});
