import assert from "node:assert/strict";
import { test } from "node:test";
import { currencies } from "#domain/currency.ts";
import { minor } from "#domain/money.ts";
import { formatAmount } from "./format-amount.ts";

/** The spaces of Intl are of several kinds that look the same. */
const plain = (text: string): string => text.replaceAll(/\s/gu, " ");

test("an amount is written as the locale writes it", () => {
  const money = { amount: minor(123456n), currency: "EUR" } as const;
  assert.equal(plain(formatAmount(money, "en_US")), "€1,234.56");
  assert.equal(plain(formatAmount(money, "nl_NL")), "€ 1.234,56");
  assert.equal(plain(formatAmount(money, "de_DE")), "1.234,56 €");
  assert.equal(plain(formatAmount(money, "xx_YY")), "€1,234.56");
  const amounts = {
    cs_CZ: "1 234,56 €",
    da_DK: "1.234,56 €",
    es_ES: "1234,56 €",
    es_MX: "EUR 1,234.56",
    fi_FI: "1 234,56 €",
    fr_FR: "1 234,56 €",
    it_IT: "1234,56 €",
    pl_PL: "1234,56 €",
    pt_PT: "1234,56 €",
    pt_BR: "€ 1.234,56",
    sv_SE: "1 234,56 €",
    zh_CN: "€1,234.56",
  };
  for (const [locale, amount] of Object.entries(amounts)) {
    assert.equal(plain(formatAmount(money, locale)), amount, locale);
  }
});

test("yen have no decimals and everything else has two, as on the wire", () => {
  assert.equal(formatAmount({ amount: minor(1000n), currency: "JPY" }, "en_US"), "¥1,000");
  assert.match(formatAmount({ amount: minor(1000n), currency: "CLP" }, "en_US"), /10\.00$/);
  for (const currency of currencies.filter((candidate) => candidate !== "JPY")) {
    assert.match(formatAmount({ amount: minor(7n), currency }, "en_US"), /0\.07$/, currency);
  }
});

test("the smallest and the largest amount lose nothing", () => {
  assert.equal(formatAmount({ amount: minor(0n), currency: "USD" }, "en_US"), "$0.00");
  assert.equal(formatAmount({ amount: minor(1n), currency: "USD" }, "en_US"), "$0.01");
  const largest = minor(BigInt(Number.MAX_SAFE_INTEGER));
  assert.equal(formatAmount({ amount: largest, currency: "USD" }, "en_US"), "$90,071,992,547,409.91");
});
