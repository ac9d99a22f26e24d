import type { Language } from "../languages.ts";
import type { Purchase } from "./acs.ts";

/** ISO 4217: the numbers a directory server speaks in, and what a cardholder reads. */
const currencyCodes: Readonly<Record<string, string>> = {
  "036": "AUD",
  "124": "CAD",
  "156": "CNY",
  "203": "CZK",
  "208": "DKK",
  "344": "HKD",
  "348": "HUF",
  "376": "ILS",
  "392": "JPY",
  "484": "MXN",
  "554": "NZD",
  "578": "NOK",
  "702": "SGD",
  "710": "ZAR",
  "752": "SEK",
  "756": "CHF",
  "784": "AED",
  "826": "GBP",
  "840": "USD",
  "946": "RON",
  "949": "TRY",
  "975": "BGN",
  "978": "EUR",
  "985": "PLN",
  "986": "BRL",
};

/** `€ 10,00` for `1000`, `978`, `2` in Dutch; the number of a currency we have no name for stays a number. */
export function formatAmount(purchase: Purchase, language: Language): string {
  const exponent = Number(purchase.purchaseExponent);
  const amount = Number(purchase.purchaseAmount) / 10 ** exponent;
  const code = currencyCodes[purchase.purchaseCurrency];
  const fraction = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  if (code === undefined) return `${amount.toFixed(exponent)} (ISO 4217: ${purchase.purchaseCurrency})`;
  return new Intl.NumberFormat(language, { style: "currency", currency: code, ...fraction }).format(amount);
}
