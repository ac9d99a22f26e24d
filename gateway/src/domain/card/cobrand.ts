import { brandNames, type CardBrand } from "./brand.ts";

/**
 * The second brand of a co-badged card: a national scheme beside Visa (contract,
 * gateways.md §5: choices inside VISA and no gateways of their own). The shopper
 * may choose between the two (Regulation (EU) 2015/751, article 8), whatever the
 * shop prefers.
 */
export const cobrands = ["CARTES_BANCAIRES", "DANKORT", "POSTEPAY"] as const;
export type Cobrand = (typeof cobrands)[number];

/** Names as shoppers know them. */
export const cobrandNames: Readonly<Record<Cobrand, string>> = {
  CARTES_BANCAIRES: "Cartes Bancaires",
  DANKORT: "Dankort",
  POSTEPAY: "Postepay",
};

/** Where each is at home, ISO 3166-1 alpha-2. */
const homes: ReadonlyMap<string, Cobrand> = new Map([
  ["FR", "CARTES_BANCAIRES"],
  ["DK", "DANKORT"],
  ["IT", "POSTEPAY"],
]);

/**
 * How the numbers of co-badged cards begin. The tables of the schemes are not
 * public; these are ranges of documented test cards, each no wider than needed.
 */
export const cobadgedPrefixes: Readonly<Record<Cobrand, readonly string[]>> = {
  CARTES_BANCAIRES: ["4012001038"],
  DANKORT: ["44620000"],
  POSTEPAY: ["49173000"],
};

/**
 * The national brand that a page offers: that of its locale (`fr_FR`, `da_DK`,
 * `it_IT`), else that of the shopper's country; null where there is none.
 */
export function localCobrand(locale: string, country: string | null): Cobrand | null {
  const region = /^[a-z]{2,3}_([A-Z]{2})$/.exec(locale)?.[1] ?? "";
  return homes.get(region) ?? homes.get(country ?? "") ?? null;
}

/** Whether the card of this number is of the national brand too. */
export const isCobadged = (digits: string, cobrand: Cobrand): boolean =>
  cobadgedPrefixes[cobrand].some((prefix) => digits.startsWith(prefix));

/** Null for what is no national brand. */
export const parseCobrand = (text: string): Cobrand | null =>
  cobrands.find((cobrand) => cobrand === text) ?? null;

/** What a card is called that is paid with: the national brand where the shopper chose it. */
export const cardName = (card: { readonly brand: CardBrand; readonly cobrand?: Cobrand }): string =>
  card.cobrand === undefined ? brandNames[card.brand] : cobrandNames[card.cobrand];
