import assert from "node:assert/strict";
import { test } from "node:test";
import { instant } from "#domain/time.ts";
import { catalogues } from "./language.ts";
import { formatTime } from "./format-time.ts";

const winter = instant(Date.UTC(2026, 0, 28, 8, 1));
const summer = instant(Date.UTC(2026, 6, 28, 15, 30));

/** The spaces of Intl are of several kinds that look the same. */
const plain = (text: string): string => text.replaceAll(/\s/gu, " ");

test("a time is written as people of the locale write it, by the clock of Amsterdam", () => {
  const times = {
    en_US: "January 28, 2026 at 9:01 AM GMT+1",
    en_GB: "28 January 2026 at 09:01 CET",
    nl_NL: "28 januari 2026 om 09:01 CET",
    de_AT: "28. Jänner 2026 um 09:01 MEZ",
    fi_FI: "28. tammikuuta 2026 klo 9.01 UTC+1",
    zh_CN: "2026年1月28日 09:01 GMT+1",
  };
  for (const [locale, text] of Object.entries(times)) assert.equal(plain(formatTime(winter, locale)), text);
  assert.equal(plain(formatTime(summer, "en_GB")), "28 July 2026 at 17:30 CEST");
});

test("every language writes day, year, minutes and the zone", () => {
  for (const { defaultLocale } of Object.values(catalogues)) {
    assert.match(formatTime(summer, defaultLocale), /28/, defaultLocale);
    assert.match(formatTime(summer, defaultLocale), /2026/, defaultLocale);
    assert.match(formatTime(summer, defaultLocale), /(?:17|\b5)[:.]30/, defaultLocale);
    assert.match(formatTime(summer, defaultLocale), /CEST|SELČ|MESZ|(?:GMT|UTC)\+2/, defaultLocale);
  }
});

test("an unknown locale gets the time in English", () => {
  assert.equal(formatTime(winter, "xx_YY"), formatTime(winter, "en_US"));
});
