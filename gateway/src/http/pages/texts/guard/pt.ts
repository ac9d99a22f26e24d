import type { GuardTexts } from "./en.ts";

export const guardPt: GuardTexts = {
  tooManyCards: "Foram experimentados demasiados cartões. Aguarde alguns minutos antes de tentar novamente",
  crossSite: {
    heading: "Este pedido não veio da nossa página",
    sentence:
      "Foi enviado por outro site em seu nome, por isso não fizemos nada. Abra novamente o link de pagamento e pague aí.",
  },
};
