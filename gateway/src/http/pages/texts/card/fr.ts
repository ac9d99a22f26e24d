import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in French. */
export const cardFr: CardTexts = {
  errors: { "card-number-incomplete": "Ce numéro de carte est incomplet" },
  twoBrands: "Deux marques sur votre carte\u202f? Payer avec",
  paySaved: (amount) => `Payer ${amount} avec une carte enregistrée`,
  endingIn: (last4) => `se terminant par\u00a0${last4}`,
  expires: (expiry) => `Expire fin ${expiry}`,
  anotherCard: "Utiliser une autre carte",
  savedRefused: "Vous ne pouvez plus payer avec cette carte. Choisissez-en une autre",
  keptForShopper: (shop) =>
    `En continuant, vous acceptez que votre carte soit enregistrée pour vos prochains achats chez ${shop}. Le cryptogramme visuel n’est pas conservé.`,
  keptForShop: (shop) =>
    `En continuant, vous acceptez que votre carte soit enregistrée et que ${shop} prélève des montants ultérieurs comme convenu avec ${shop}. Le cryptogramme visuel n’est pas conservé.`,
};
