import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Czech. */
export const mailCs: MailTexts = {
  amount: "Částka",
  reminder: {
    subject: (shop) => `Vaše platba pro ${shop} zatím není dokončena`,
    lastSubject: (shop) => `Poslední připomenutí: vaše platba pro ${shop}`,
    heading: "Vaše platba zatím není dokončena",
    sentence: (shop) =>
      `Vaše objednávka v\u00a0obchodě ${shop} zatím není zaplacena. Platbu můžete stále dokončit.`,
    lastSentence: "Toto je naše poslední připomenutí.",
    pay: "Dokončit platbu",
    orOpen: "Nebo otevřete tuto adresu v\u00a0prohlížeči:",
    payBefore: "Zaplatit do",
    otherwise: "Už jste zaplatili, nebo o\u00a0objednávku nemáte zájem? Pak nemusíte nic dělat.",
    why: (shop) =>
      `Tento e-mail dostáváte, protože nás o\u00a0připomenutí vaší platby požádal obchod ${shop}.`,
    stop: "Zastavit připomenutí",
  },
  receipt: {
    subject: (shop) => `Potvrzení o\u00a0vaší platbě pro ${shop}`,
    heading: "Děkujeme za vaši platbu",
    sentence: (shop) => `Obchod ${shop} vaši platbu obdržel.`,
    method: "Způsob platby",
    paidAt: "Datum",
    questions: (shop) => `Máte dotaz k\u00a0objednávce? Obraťte se na obchod ${shop}.`,
  },
  unsubscribe: {
    heading: "Zastavit připomenutí?",
    sentence: (shop) =>
      `Nebudeme vám už připomínat nedokončené platby pro ${shop}. Vaše objednávka se nemění.`,
    stop: "Zastavit připomenutí",
    doneHeading: "Připomenutí jsou zastavena",
    doneSentence: (shop) => `Nebudeme vám už připomínat nedokončené platby pro ${shop}.`,
  },
};
