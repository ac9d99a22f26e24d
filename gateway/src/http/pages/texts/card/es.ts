import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Spanish. */
export const cardEs: CardTexts = {
  errors: { "card-number-incomplete": "Este número de tarjeta no está completo" },
  twoBrands: "¿Su tarjeta tiene dos marcas? Pagar con",
  paySaved: (amount) => `Pagar ${amount} con una tarjeta guardada`,
  endingIn: (last4) => `terminada en\u00a0${last4}`,
  expires: (expiry) => `Válida hasta ${expiry}`,
  anotherCard: "Usar otra tarjeta",
  savedRefused: "Ya no puede pagar con esa tarjeta. Elija otra",
  keptForShopper: (shop) =>
    `Al continuar, acepta que su tarjeta se guarde para sus próximas compras en ${shop}. El código CVC no se guarda.`,
  keptForShop: (shop) =>
    `Al continuar, acepta que su tarjeta se guarde y que ${shop} cobre importes posteriores según lo acordado con ${shop}. El código CVC no se guarda.`,
};
