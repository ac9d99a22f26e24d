import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Danish. */
export const mailDa: MailTexts = {
  amount: "Beløb",
  reminder: {
    subject: (shop) => `Din betaling til ${shop} er endnu ikke gennemført`,
    lastSubject: (shop) => `Sidste påmindelse: din betaling til ${shop}`,
    heading: "Din betaling er endnu ikke gennemført",
    sentence: (shop) =>
      `Du har afgivet en ordre hos ${shop}, som endnu ikke er betalt. Du kan stadig gennemføre betalingen.`,
    lastSentence: "Dette er vores sidste påmindelse.",
    pay: "Gennemfør betalingen",
    orOpen: "Eller åbn denne adresse i din browser:",
    payBefore: "Betal inden",
    otherwise:
      "Har du allerede betalt, eller vil du ikke længere have ordren? Så behøver du ikke gøre noget.",
    why: (shop) => `Du modtager denne e-mail, fordi ${shop} har bedt os om at minde dig om din betaling.`,
    stop: "Stop påmindelserne",
  },
  receipt: {
    subject: (shop) => `Kvittering for din betaling til ${shop}`,
    heading: "Tak for din betaling",
    sentence: (shop) => `${shop} har modtaget din betaling.`,
    method: "Betalt med",
    paidAt: "Dato",
    questions: (shop) => `Har du spørgsmål om din ordre? Kontakt ${shop}.`,
  },
  unsubscribe: {
    heading: "Stop påmindelserne?",
    sentence: (shop) =>
      `Du får så ikke flere påmindelser om ufuldførte betalinger til ${shop}. Din ordre ændres ikke.`,
    stop: "Stop påmindelserne",
    doneHeading: "Påmindelserne er stoppet",
    doneSentence: (shop) => `Du får ikke flere påmindelser om ufuldførte betalinger til ${shop}.`,
  },
};
