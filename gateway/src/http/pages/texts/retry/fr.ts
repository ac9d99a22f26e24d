import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in French. */
export const retryFr: RetryTexts = {
  again: "Réessayer",
  nothingPaid: (shop) => `${shop} n’a pas reçu d’argent.`,
  causes: {
    "insufficient-funds": "La provision de la carte ou du compte était insuffisante.",
    "card-expired": "Cette carte a expiré. Utilisez une autre carte.",
    "not-confirmed": "Votre banque n’a pas pu confirmer votre identité.",
    "not-finished": "La confirmation auprès de votre banque a été annulée.",
    "too-often":
      "Trop de tentatives ont été faites avec cette carte. Patientez un moment ou utilisez une autre carte.",
    technical: "Votre banque est momentanément injoignable.",
    underpaid: "Le montant payé était incomplet. Il vous sera remboursé.",
  },
  expired: "Le paiement n’a pas été terminé à temps. Vous pouvez recommencer.",
};
