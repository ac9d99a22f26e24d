import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Swedish. */
export const cardSv: CardTexts = {
  errors: { "card-number-incomplete": "Kortnumret är inte fullständigt" },
  twoBrands: "Två varumärken på ditt kort? Betala med",
  paySaved: (amount) => `Betala ${amount} med ett sparat kort`,
  endingIn: (last4) => `som slutar på\u00a0${last4}`,
  expires: (expiry) => `Giltigt till ${expiry}`,
  anotherCard: "Använd ett annat kort",
  savedRefused: "Du kan inte längre betala med det kortet. Välj ett annat",
  keptForShopper: (shop) =>
    `När du fortsätter godkänner du att ditt kort sparas för dina nästa köp hos ${shop}. Säkerhetskoden sparas inte.`,
  keptForShop: (shop) =>
    `När du fortsätter godkänner du att ditt kort sparas och att ${shop} drar senare belopp enligt vad du har avtalat med ${shop}. Säkerhetskoden sparas inte.`,
};
