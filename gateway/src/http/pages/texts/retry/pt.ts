import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Portuguese. */
export const retryPt: RetryTexts = {
  again: "Tentar novamente",
  nothingPaid: (shop) => `${shop} não recebeu qualquer valor.`,
  causes: {
    "insufficient-funds": "Não havia saldo suficiente no cartão ou na conta.",
    "card-expired": "Este cartão expirou. Utilize outro cartão.",
    "not-confirmed": "O seu banco não conseguiu confirmar que era o titular.",
    "not-finished": "A confirmação junto do seu banco foi cancelada.",
    "too-often":
      "Foram feitas demasiadas tentativas com este cartão. Aguarde um pouco ou utilize outro cartão.",
    technical: "De momento não foi possível contactar o seu banco.",
    underpaid: "Foi pago menos do que o valor total. O dinheiro ser-lhe-á devolvido.",
  },
  expired: "O pagamento não foi concluído a tempo. Pode começar de novo.",
};
