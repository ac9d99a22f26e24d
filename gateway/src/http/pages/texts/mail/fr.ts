import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in French. */
export const mailFr: MailTexts = {
  amount: "Montant",
  reminder: {
    subject: (shop) => `Votre paiement à ${shop} est en attente`,
    lastSubject: (shop) => `Dernier rappel\u00a0: votre paiement à ${shop}`,
    heading: "Votre paiement est en attente",
    sentence: (shop) =>
      `Vous avez passé chez ${shop} une commande qui n’a pas encore été payée. Vous pouvez encore terminer le paiement.`,
    lastSentence: "Ceci est notre dernier rappel.",
    pay: "Terminer le paiement",
    orOpen: "Ou ouvrez cette adresse dans votre navigateur\u00a0:",
    payBefore: "À payer avant le",
    otherwise:
      "Vous avez déjà payé ou vous ne voulez plus de la commande\u202f? Vous n’avez alors rien à faire.",
    why: (shop) =>
      `Vous recevez cet e-mail parce que ${shop} nous a demandé de vous rappeler votre paiement.`,
    stop: "Ne plus recevoir de rappels",
  },
  receipt: {
    subject: (shop) => `Reçu de votre paiement à ${shop}`,
    heading: "Merci pour votre paiement",
    sentence: (shop) => `${shop} a bien reçu votre paiement.`,
    method: "Payé avec",
    paidAt: "Date du paiement",
    questions: (shop) => `Une question sur votre commande\u202f? Adressez-vous à ${shop}.`,
  },
  unsubscribe: {
    heading: "Ne plus recevoir de rappels\u202f?",
    sentence: (shop) =>
      `Vous ne recevrez plus de rappels concernant les paiements inachevés à ${shop}. Votre commande reste inchangée.`,
    stop: "Arrêter les rappels",
    doneHeading: "Les rappels sont arrêtés",
    doneSentence: (shop) => `Vous ne recevrez plus de rappels concernant les paiements inachevés à ${shop}.`,
  },
};
