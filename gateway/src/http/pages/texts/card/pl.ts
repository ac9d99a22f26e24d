import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Polish. */
export const cardPl: CardTexts = {
  errors: { "card-number-incomplete": "Numer karty jest niepełny" },
  twoBrands: "Dwie marki na karcie? Zapłać jako",
  paySaved: (amount) => `Zapłać ${amount} zapisaną kartą`,
  endingIn: (last4) => `o\u00a0numerze kończącym się na\u00a0${last4}`,
  expires: (expiry) => `Ważna do ${expiry}`,
  anotherCard: "Użyj innej karty",
  savedRefused: "Tą kartą nie można już zapłacić. Wybierz inną",
  keptForShopper: (shop) =>
    `Kontynuując, zgadzasz się na zapisanie karty na potrzeby kolejnych zakupów w\u00a0sklepie ${shop}. Kod CVC nie jest zapisywany.`,
  keptForShop: (shop) =>
    `Kontynuując, zgadzasz się na zapisanie karty i\u00a0na to, że sklep ${shop} będzie pobierać kolejne kwoty zgodnie z\u00a0tym, co uzgodniono ze sklepem. Kod CVC nie jest zapisywany.`,
};
