import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Swedish. */
export const mailSv: MailTexts = {
  amount: "Belopp",
  reminder: {
    subject: (shop) => `Din betalning till ${shop} är inte klar`,
    lastSubject: (shop) => `Sista påminnelsen: din betalning till ${shop}`,
    heading: "Din betalning är inte klar",
    sentence: (shop) =>
      `Du har lagt en beställning hos ${shop} som ännu inte är betald. Du kan fortfarande slutföra betalningen.`,
    lastSentence: "Det här är vår sista påminnelse.",
    pay: "Slutför betalningen",
    orOpen: "Eller öppna den här adressen i din webbläsare:",
    payBefore: "Betala före",
    otherwise:
      "Har du redan betalat, eller vill du inte längre ha beställningen? Då behöver du inte göra något.",
    why: (shop) => `Du får det här mejlet eftersom ${shop} har bett oss påminna dig om din betalning.`,
    stop: "Stoppa påminnelserna",
  },
  receipt: {
    subject: (shop) => `Kvitto på din betalning till ${shop}`,
    heading: "Tack för din betalning",
    sentence: (shop) => `${shop} har tagit emot din betalning.`,
    method: "Betalt med",
    paidAt: "Datum",
    questions: (shop) => `Har du frågor om din beställning? Kontakta ${shop}.`,
  },
  unsubscribe: {
    heading: "Stoppa påminnelserna?",
    sentence: (shop) =>
      `Du får då inga fler påminnelser om oavslutade betalningar till ${shop}. Din beställning påverkas inte.`,
    stop: "Stoppa påminnelserna",
    doneHeading: "Påminnelserna är stoppade",
    doneSentence: (shop) => `Du får inga fler påminnelser om oavslutade betalningar till ${shop}.`,
  },
};
