import type { RetryTexts } from "./en.ts";

/** What a payment that did not go through says of the reason and of another try, in Italian. */
export const retryIt: RetryTexts = {
  again: "Riprova",
  nothingPaid: (shop) => `${shop} non ha ricevuto denaro.`,
  causes: {
    "insufficient-funds": "Il saldo della carta o del conto non era sufficiente.",
    "card-expired": "Questa carta è scaduta. Utilizzi un’altra carta.",
    "not-confirmed": "La Sua banca non ha potuto confermare la Sua identità.",
    "not-finished": "La conferma presso la Sua banca è stata annullata.",
    "too-often": "Questa carta è stata provata troppe volte. Attenda un po’ o utilizzi un’altra carta.",
    technical: "In questo momento non è stato possibile contattare la Sua banca.",
    underpaid: "È stato pagato meno dell’importo totale. La somma Le sarà restituita.",
  },
  expired: "Il pagamento non è stato completato in tempo. Può ricominciare.",
};
