import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Italian. */
export const mailIt: MailTexts = {
  amount: "Importo",
  reminder: {
    subject: (shop) => `Il pagamento a ${shop} è ancora in sospeso`,
    lastSubject: (shop) => `Ultimo promemoria: il pagamento a ${shop}`,
    heading: "Il pagamento è ancora in sospeso",
    sentence: (shop) =>
      `Ha effettuato un ordine da ${shop} che non è ancora stato pagato. Può ancora completare il pagamento.`,
    lastSentence: "Questo è l’ultimo promemoria.",
    pay: "Completa il pagamento",
    orOpen: "Oppure apra questo indirizzo nel browser:",
    payBefore: "Da pagare entro il",
    otherwise: "Ha già pagato o non desidera più l’ordine? In tal caso non deve fare nulla.",
    why: (shop) => `Riceve questa e-mail perché ${shop} ci ha chiesto di ricordarLe il pagamento.`,
    stop: "Interrompi i promemoria",
  },
  receipt: {
    subject: (shop) => `Ricevuta del pagamento a ${shop}`,
    heading: "Grazie per il pagamento",
    sentence: (shop) => `${shop} ha ricevuto il pagamento.`,
    method: "Pagato con",
    paidAt: "Data",
    questions: (shop) => `Ha domande sull’ordine? Si rivolga a ${shop}.`,
  },
  unsubscribe: {
    heading: "Interrompere i promemoria?",
    sentence: (shop) =>
      `Non riceverà più promemoria per i pagamenti non completati a ${shop}. L’ordine non cambia.`,
    stop: "Interrompi i promemoria",
    doneHeading: "Promemoria interrotti",
    doneSentence: (shop) => `Non riceverà più promemoria per i pagamenti non completati a ${shop}.`,
  },
};
