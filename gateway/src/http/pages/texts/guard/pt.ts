import type { GuardTexts } from "./en.ts";

export const guardPt: GuardTexts = {
  tooManyCards: "Foram experimentados demasiados cartões. Aguarde alguns minutos antes de tentar novamente",
  crossSite: {
    heading: "Isto não veio da nossa página",
    sentence:
      "Outro site enviou isto em seu nome, por isso não fizemos nada. Abra novamente o link de pagamento e pague aí.",
  },
};
