import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in German. */
export const mailDe: MailTexts = {
  amount: "Betrag",
  reminder: {
    subject: (shop) => `Ihre Zahlung an ${shop} ist noch offen`,
    lastSubject: (shop) => `Letzte Erinnerung: Ihre Zahlung an ${shop}`,
    heading: "Ihre Zahlung ist noch offen",
    sentence: (shop) =>
      `Sie haben bei ${shop} eine Bestellung aufgegeben, die noch nicht bezahlt ist. Sie können die Zahlung noch abschließen.`,
    lastSentence: "Dies ist unsere letzte Erinnerung.",
    pay: "Zahlung abschließen",
    orOpen: "Oder öffnen Sie diese Adresse in Ihrem Browser:",
    payBefore: "Zahlbar bis",
    otherwise:
      "Sie haben bereits bezahlt oder möchten die Bestellung nicht mehr? Dann brauchen Sie nichts zu tun.",
    why: (shop) =>
      `Sie erhalten diese E-Mail, weil ${shop} uns gebeten hat, Sie an Ihre Zahlung zu erinnern.`,
    stop: "Erinnerungen abbestellen",
  },
  receipt: {
    subject: (shop) => `Beleg für Ihre Zahlung an ${shop}`,
    heading: "Vielen Dank für Ihre Zahlung",
    sentence: (shop) => `${shop} hat Ihre Zahlung erhalten.`,
    method: "Bezahlt mit",
    paidAt: "Datum",
    questions: (shop) => `Haben Sie Fragen zu Ihrer Bestellung? Bitte wenden Sie sich an ${shop}.`,
  },
  unsubscribe: {
    heading: "Erinnerungen abbestellen?",
    sentence: (shop) =>
      `Sie erhalten dann keine Erinnerungen mehr an nicht abgeschlossene Zahlungen an ${shop}. An Ihrer Bestellung ändert sich nichts.`,
    stop: "Erinnerungen abbestellen",
    doneHeading: "Erinnerungen abbestellt",
    doneSentence: (shop) =>
      `Sie erhalten keine Erinnerungen mehr an nicht abgeschlossene Zahlungen an ${shop}.`,
  },
};
