import type { GuardTexts } from "./en.ts";

export const guardDa: GuardTexts = {
  tooManyCards: "Der er prøvet for mange kort her. Vent et par minutter, før du prøver igen",
  crossSite: {
    heading: "Det kom ikke fra vores side",
    sentence:
      "Et andet websted sendte det på dine vegne, så vi har ikke gjort noget. Åbn betalingslinket igen, og betal dér.",
  },
};
