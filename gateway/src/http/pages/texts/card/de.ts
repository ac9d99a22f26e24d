import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in German. */
export const cardDe: CardTexts = {
  errors: { "card-number-incomplete": "Diese Kartennummer ist nicht vollständig" },
  twoBrands: "Zwei Marken auf Ihrer Karte? Bezahlen mit",
  paySaved: (amount) => `${amount} mit einer gespeicherten Karte bezahlen`,
  endingIn: (last4) => `mit Endung\u00a0${last4}`,
  expires: (expiry) => `Gültig bis ${expiry}`,
  anotherCard: "Andere Karte verwenden",
  savedRefused: "Mit dieser Karte können Sie nicht mehr bezahlen. Wählen Sie eine andere",
  keptForShopper: (shop) =>
    `Wenn Sie fortfahren, stimmen Sie zu, dass Ihre Karte für Ihre nächsten Einkäufe bei ${shop} gespeichert wird. Die Prüfnummer wird nicht gespeichert.`,
  keptForShop: (shop) =>
    `Wenn Sie fortfahren, stimmen Sie zu, dass Ihre Karte gespeichert wird und ${shop} spätere Beträge wie mit ${shop} vereinbart abbucht. Die Prüfnummer wird nicht gespeichert.`,
};
