/** Gift cards are one method with many names; those whose name a shopper would not recognize go by their id. */
const ids =
  "AMSGIFT BABYCAD BEAUTYCAD BEAUTYWELL BIERCHEQUE BLOEMENCAD BOEKENBON BOEKENVOOR DEGROTESPL DORDTPAS EDENCOM EDENCO " +
  "EDENECO EDENRES EDENSPORTS FASHIONCHQ FASHIONGFT FIETSENBON GELREPAS GEZONDHEID GOOD4FUN HORSESGIFT HUISTUIN " +
  "KIDSCADEAU KLUSCADEAU MONIECO MONIGIFT MONIMEAL NATENCRD NATNLBIOSC NATNLETUIN OHMYGOOD PARFUMCADE ROTGIFT SODESPORTS " +
  "SPORTENFIT SPORTSGIFT UPAS VRGIFTCARD VVVBON VVVGIFTCARD VVVGIFTCRD WEBSHOPGFT WIJNCADEAU YOURGIFT";

const names: Readonly<Record<string, string>> = {
  BOEKENBON: "Boekenbon",
  FASHIONCHQ: "Fashioncheque",
  FIETSENBON: "Fietsenbon",
  NATNLBIOSC: "Nationale Bioscoopbon",
  VVVBON: "VVV Bon",
  VVVGIFTCARD: "VVV Cadeaukaart",
  VVVGIFTCRD: "VVV Cadeaukaart",
  WEBSHOPGFT: "Webshop Giftcard",
  YOURGIFT: "YourGift",
};

/** By gateway id. */
export const giftCardNames: ReadonlyMap<string, string> = new Map(
  ids.split(" ").map((id) => [id, names[id] ?? id]),
);

/** The documented test cards. Nothing is ever spent: each payment finds the whole balance again. */
const balancesMinor: ReadonlyMap<string, number> = new Map([
  ["111115", 10_000],
  ["111112", 500],
  ["111110", 0],
]);

export type GiftCardCheck =
  | { readonly kind: "balance"; readonly balanceMinor: number }
  | { readonly kind: "refused"; readonly mistake: GiftCardMistake };

export type GiftCardMistake = "badNumber" | "badSecurityCode" | "emptyCard";

/** What a typed number and security code are good for; any four digits are the right code. */
export function checkGiftCard({
  number,
  securityCode,
}: {
  readonly number: string;
  readonly securityCode: string;
}): GiftCardCheck {
  const balanceMinor = balancesMinor.get(number.replace(/[ -]/g, ""));
  if (balanceMinor === undefined) return { kind: "refused", mistake: "badNumber" };
  if (!/^\d{4}$/.test(securityCode.trim())) return { kind: "refused", mistake: "badSecurityCode" };
  return balanceMinor === 0 ? { kind: "refused", mistake: "emptyCard" } : { kind: "balance", balanceMinor };
}
