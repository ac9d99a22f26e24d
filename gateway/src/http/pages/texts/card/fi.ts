import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Finnish. */
export const cardFi: CardTexts = {
  errors: { "card-number-incomplete": "Kortin numero ei ole kokonainen" },
  twoBrands: "Onko kortissasi kaksi korttimerkkiä? Valitse, kummalla maksat",
  paySaved: (amount) => `Maksa ${amount} tallennetulla kortilla`,
  endingIn: (last4) => `joka päättyy numeroihin\u00a0${last4}`,
  expires: (expiry) => `Voimassa ${expiry} asti`,
  anotherCard: "Käytä toista korttia",
  savedRefused: "Et voi enää maksaa tällä kortilla. Valitse toinen kortti",
  keptForShopper: (shop) =>
    `Jatkamalla hyväksyt, että korttisi tallennetaan seuraavia ostoksiasi varten (${shop}). Turvakoodia ei tallenneta.`,
  keptForShop: (shop) =>
    `Jatkamalla hyväksyt, että korttisi tallennetaan ja että ${shop} veloittaa siltä myöhempiä summia sopimuksenne mukaan. Turvakoodia ei tallenneta.`,
};
