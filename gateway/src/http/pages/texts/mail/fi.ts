import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Finnish. */
export const mailFi: MailTexts = {
  amount: "Summa",
  reminder: {
    subject: (shop) => `Maksusi on vielä kesken: ${shop}`,
    lastSubject: (shop) => `Viimeinen muistutus maksustasi: ${shop}`,
    heading: "Maksusi on vielä kesken",
    sentence: (shop) =>
      `Teit tilauksen, jota ei ole vielä maksettu (${shop}). Voit yhä viedä maksun loppuun.`,
    lastSentence: "Tämä on viimeinen muistutuksemme.",
    pay: "Vie maksu loppuun",
    orOpen: "Tai avaa tämä osoite selaimessasi:",
    payBefore: "Maksettava viimeistään",
    otherwise: "Oletko jo maksanut, tai etkö enää halua tilausta? Silloin sinun ei tarvitse tehdä mitään.",
    why: (shop) => `Saat tämän viestin, koska ${shop} pyysi meitä muistuttamaan sinua maksusta.`,
    stop: "Lopeta muistutukset",
  },
  receipt: {
    subject: (shop) => `Kuitti maksustasi: ${shop}`,
    heading: "Kiitos maksustasi",
    sentence: (shop) => `${shop} on saanut maksusi.`,
    method: "Maksutapa",
    paidAt: "Päivämäärä",
    questions: (shop) => `Onko sinulla kysyttävää tilauksestasi? Kysy kaupasta: ${shop}.`,
  },
  unsubscribe: {
    heading: "Lopetetaanko muistutukset?",
    sentence: (shop) =>
      `Et saa enää muistutuksia keskeneräisistä maksuista, joiden saaja on ${shop}. Tilauksesi ei muutu.`,
    stop: "Lopeta muistutukset",
    doneHeading: "Muistutukset on lopetettu",
    doneSentence: (shop) => `Et saa enää muistutuksia keskeneräisistä maksuista, joiden saaja on ${shop}.`,
  },
};
