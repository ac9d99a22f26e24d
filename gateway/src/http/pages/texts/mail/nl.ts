import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Dutch. */
export const mailNl: MailTexts = {
  amount: "Bedrag",
  reminder: {
    subject: (shop) => `Uw betaling aan ${shop} staat nog open`,
    lastSubject: (shop) => `Laatste herinnering: uw betaling aan ${shop}`,
    heading: "Uw betaling staat nog open",
    sentence: (shop) =>
      `U hebt bij ${shop} een bestelling geplaatst die nog niet is betaald. U kunt de betaling nog afronden.`,
    lastSentence: "Dit is onze laatste herinnering.",
    pay: "Betaling afronden",
    orOpen: "Of open dit adres in uw browser:",
    payBefore: "Betalen vóór",
    otherwise: "Hebt u al betaald, of wilt u de bestelling niet meer? Dan hoeft u niets te doen.",
    why: (shop) => `U ontvangt deze e-mail omdat ${shop} ons heeft gevraagd u aan uw betaling te herinneren.`,
    stop: "Herinneringen stoppen",
  },
  receipt: {
    subject: (shop) => `Betaalbewijs van uw betaling aan ${shop}`,
    heading: "Bedankt voor uw betaling",
    sentence: (shop) => `${shop} heeft uw betaling ontvangen.`,
    method: "Betaald met",
    paidAt: "Datum",
    questions: (shop) => `Hebt u een vraag over uw bestelling? Neem dan contact op met ${shop}.`,
  },
  unsubscribe: {
    heading: "Herinneringen stoppen?",
    sentence: (shop) =>
      `U krijgt dan geen herinneringen meer aan niet-afgeronde betalingen aan ${shop}. Aan uw bestelling verandert niets.`,
    stop: "Herinneringen stoppen",
    doneHeading: "De herinneringen zijn gestopt",
    doneSentence: (shop) => `U krijgt geen herinneringen meer aan niet-afgeronde betalingen aan ${shop}.`,
  },
};
