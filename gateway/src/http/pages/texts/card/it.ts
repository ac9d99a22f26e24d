import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Italian. */
export const cardIt: CardTexts = {
  errors: { "card-number-incomplete": "Questo numero di carta non è completo" },
  twoBrands: "Due marchi sulla carta? Paga con",
  paySaved: (amount) => `Paga ${amount} con una carta salvata`,
  endingIn: (last4) => `che termina con\u00a0${last4}`,
  expires: (expiry) => `Scadenza ${expiry}`,
  anotherCard: "Usa un’altra carta",
  savedRefused: "Non può più pagare con questa carta. Ne scelga un’altra",
  keptForShopper: (shop) =>
    `Continuando accetta che la Sua carta venga salvata per i prossimi acquisti presso ${shop}. Il codice CVC non viene salvato.`,
  keptForShop: (shop) =>
    `Continuando accetta che la Sua carta venga salvata e che ${shop} addebiti importi successivi come concordato con ${shop}. Il codice CVC non viene salvato.`,
};
