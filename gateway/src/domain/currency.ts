/**
 * The currencies a card order may be in: ISO 4217 letters → ISO 4217 number.
 * The set is the contract's (gateways.md §5); the number travels in DE 49 of a
 * card message and in `purchaseCurrency` of an AReq.
 */
const numericCodes = {
  AED: "784",
  AUD: "036",
  BGN: "975",
  BRL: "986",
  CAD: "124",
  CHF: "756",
  CLP: "152",
  CNY: "156",
  COP: "170",
  CZK: "203",
  DKK: "208",
  EUR: "978",
  GBP: "826",
  HKD: "344",
  HRK: "191",
  HUF: "348",
  ILS: "376",
  INR: "356",
  ISK: "352",
  JPY: "392",
  KRW: "410",
  MXN: "484",
  MYR: "458",
  NOK: "578",
  NZD: "554",
  PEN: "604",
  PHP: "608",
  PLN: "985",
  RON: "946",
  RUB: "643",
  SEK: "752",
  SGD: "702",
  THB: "764",
  TRY: "949",
  TWD: "901",
  UAH: "980",
  USD: "840",
  VEF: "937",
  ZAR: "710",
} as const;

export type Currency = keyof typeof numericCodes;

/** Three letters in any case → a supported currency, or null. */
export function parseCurrency(text: string): Currency | null {
  // ASCII only: toUpperCase alone would make USD of "uſd".
  const upper = text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return Object.hasOwn(numericCodes, upper) ? (upper as Currency) : null;
}

export const currencies = Object.keys(numericCodes) as readonly Currency[];

/** The number of DE 49 → a supported currency, or null. */
export const currencyOfNumber = (number: string): Currency | null =>
  currencies.find((currency) => numericCodes[currency] === number) ?? null;

export const numericCode = (currency: Currency): string => numericCodes[currency];

/**
 * Decimals of the amount on our wire: JPY counts whole units, everything else
 * hundredths (contract, README §6), whatever ISO 4217 says of a currency.
 */
export const exponent = (currency: Currency): 0 | 2 => (currency === "JPY" ? 0 : 2);
