import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Czech. */
export const cardCs: CardTexts = {
  errors: { "card-number-incomplete": "Číslo karty není úplné" },
  twoBrands: "Má vaše karta dvě značky? Zaplatit jako",
  paySaved: (amount) => `Zaplatit ${amount} uloženou kartou`,
  endingIn: (last4) => `končící na\u00a0${last4}`,
  expires: (expiry) => `Platí do ${expiry}`,
  anotherCard: "Použít jinou kartu",
  savedRefused: "Touto kartou už nelze zaplatit. Vyberte jinou",
  keptForShopper: (shop) =>
    `Pokračováním souhlasíte s\u00a0uložením karty pro další nákupy v\u00a0obchodě ${shop}. Kód CVC se neukládá.`,
  keptForShop: (shop) =>
    `Pokračováním souhlasíte s\u00a0uložením karty a\u00a0s\u00a0tím, že obchod ${shop} bude strhávat další částky podle vaší dohody. Kód CVC se neukládá.`,
};
