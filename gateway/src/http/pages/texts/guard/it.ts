import type { GuardTexts } from "./en.ts";

export const guardIt: GuardTexts = {
  tooManyCards: "Sono state provate troppe carte. Attenda qualche minuto prima di riprovare",
  crossSite: {
    heading: "La richiesta non veniva dalla nostra pagina",
    sentence:
      "L’ha inviata un altro sito a Suo nome, quindi non abbiamo fatto nulla. Apra di nuovo il link di pagamento e paghi da lì.",
  },
};
