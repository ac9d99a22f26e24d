import { currencies, type Currency, parseCurrency } from "../currency.ts";

/** ISO 4217 codes with blanks between them, or all that this house takes. Throws on a code it does not know. */
export function currenciesOf(codes: string): readonly Currency[] {
  if (codes === "all") return currencies;
  return codes.split(" ").map((code) => {
    const currency = parseCurrency(code);
    if (currency === null) throw new Error(`unknown currency ${code}`);
    return currency;
  });
}
