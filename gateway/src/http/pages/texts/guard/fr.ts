import type { GuardTexts } from "./en.ts";

export const guardFr: GuardTexts = {
  tooManyCards: "Trop de cartes ont été essayées ici. Patientez quelques minutes avant de réessayer",
  crossSite: {
    heading: "Cette demande ne venait pas de notre page",
    sentence:
      "Un autre site l’a envoyée à votre place\u202f; nous n’y avons pas donné suite. Ouvrez à nouveau le lien de paiement et payez depuis cette page.",
  },
};
