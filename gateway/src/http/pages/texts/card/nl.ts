import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Dutch. */
export const cardNl: CardTexts = {
  errors: { "card-number-incomplete": "Dit kaartnummer is niet volledig" },
  twoBrands: "Twee merken op uw kaart? Betalen met",
  paySaved: (amount) => `Betaal ${amount} met een opgeslagen kaart`,
  endingIn: (last4) => `eindigend op\u00a0${last4}`,
  expires: (expiry) => `Geldig t/m ${expiry}`,
  anotherCard: "Een andere kaart gebruiken",
  savedRefused: "U kunt niet meer met die kaart betalen. Kies een andere",
  keptForShopper: (shop) =>
    `Als u verdergaat, gaat u ermee akkoord dat uw kaart wordt opgeslagen voor uw volgende aankopen bij ${shop}. De CVC-code wordt niet opgeslagen.`,
  keptForShop: (shop) =>
    `Als u verdergaat, gaat u ermee akkoord dat uw kaart wordt opgeslagen en dat ${shop} latere bedragen afschrijft zoals u met ${shop} hebt afgesproken. De CVC-code wordt niet opgeslagen.`,
};
