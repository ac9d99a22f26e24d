import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Polish. */
export const mailPl: MailTexts = {
  amount: "Kwota",
  reminder: {
    subject: (shop) => `Płatność dla ${shop} nie została dokończona`,
    lastSubject: (shop) => `Ostatnie przypomnienie: płatność dla ${shop}`,
    heading: "Płatność nie została dokończona",
    sentence: (shop) =>
      `Zamówienie złożone w\u00a0sklepie ${shop} nie zostało jeszcze opłacone. Płatność można nadal dokończyć.`,
    lastSentence: "To nasze ostatnie przypomnienie.",
    pay: "Dokończ płatność",
    orOpen: "Możesz też otworzyć ten adres w\u00a0przeglądarce:",
    payBefore: "Termin płatności",
    otherwise:
      "Zamówienie jest już opłacone lub nie jest już potrzebne? W\u00a0takim razie nie trzeba nic robić.",
    why: (shop) =>
      `Otrzymujesz tę wiadomość, ponieważ sklep ${shop} poprosił nas o\u00a0przypomnienie o\u00a0płatności.`,
    stop: "Wyłącz przypomnienia",
  },
  receipt: {
    subject: (shop) => `Potwierdzenie płatności dla ${shop}`,
    heading: "Dziękujemy za płatność",
    sentence: (shop) => `Sklep ${shop} otrzymał Twoją płatność.`,
    method: "Sposób płatności",
    paidAt: "Data",
    questions: (shop) => `Masz pytanie dotyczące zamówienia? Skontaktuj się ze sklepem ${shop}.`,
  },
  unsubscribe: {
    heading: "Wyłączyć przypomnienia?",
    sentence: (shop) =>
      `Nie będziesz już otrzymywać przypomnień o\u00a0niedokończonych płatnościach dla ${shop}. Zamówienie się nie zmieni.`,
    stop: "Wyłącz przypomnienia",
    doneHeading: "Przypomnienia są wyłączone",
    doneSentence: (shop) =>
      `Nie będziesz już otrzymywać przypomnień o\u00a0niedokończonych płatnościach dla ${shop}.`,
  },
};
