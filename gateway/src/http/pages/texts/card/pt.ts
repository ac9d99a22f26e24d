import type { CardTexts } from "./en.ts";

/** Saved cards and cards with two brands in Portuguese. */
export const cardPt: CardTexts = {
  errors: { "card-number-incomplete": "Este número de cartão não está completo" },
  twoBrands: "Duas marcas no seu cartão? Pagar com",
  paySaved: (amount) => `Pagar ${amount} com um cartão guardado`,
  endingIn: (last4) => `terminado em\u00a0${last4}`,
  expires: (expiry) => `Válido até ${expiry}`,
  anotherCard: "Usar outro cartão",
  savedRefused: "Já não pode pagar com esse cartão. Escolha outro",
  keptForShopper: (shop) =>
    `Ao continuar, aceita que o seu cartão seja guardado para as próximas compras em ${shop}. O código CVC não é guardado.`,
  keptForShop: (shop) =>
    `Ao continuar, aceita que o seu cartão seja guardado e que ${shop} cobre valores posteriores conforme acordou com ${shop}. O código CVC não é guardado.`,
};
