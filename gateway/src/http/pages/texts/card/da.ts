import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Danish. */
export const cardDa: CardTexts = {
  errors: { "card-number-incomplete": "Dette kortnummer er ikke fuldstændigt" },
  twoBrands: "To mærker på dit kort? Betal med",
  paySaved: (amount) => `Betal ${amount} med et gemt kort`,
  endingIn: (last4) => `der slutter på\u00a0${last4}`,
  expires: (expiry) => `Udløber ${expiry}`,
  anotherCard: "Brug et andet kort",
  savedRefused: "Du kan ikke længere betale med det kort. Vælg et andet",
  keptForShopper: (shop) =>
    `Når du fortsætter, accepterer du, at dit kort gemmes til dine næste køb hos ${shop}. Kontrolcifrene gemmes ikke.`,
  keptForShop: (shop) =>
    `Når du fortsætter, accepterer du, at dit kort gemmes, og at ${shop} trækker senere beløb, som du har aftalt med ${shop}. Kontrolcifrene gemmes ikke.`,
};
