import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Portuguese. */
export const mailPt: MailTexts = {
  amount: "Valor",
  reminder: {
    subject: (shop) => `O seu pagamento a ${shop} continua pendente`,
    lastSubject: (shop) => `Último lembrete: o seu pagamento a ${shop}`,
    heading: "O seu pagamento continua pendente",
    sentence: (shop) =>
      `Fez uma encomenda em ${shop} que ainda não foi paga. Ainda pode concluir o pagamento.`,
    lastSentence: "Este é o nosso último lembrete.",
    pay: "Concluir o pagamento",
    orOpen: "Ou abra este endereço no seu navegador:",
    payBefore: "Pagar até",
    otherwise: "Já pagou ou já não quer a encomenda? Então não precisa de fazer nada.",
    why: (shop) => `Recebe este e-mail porque ${shop} nos pediu para lhe lembrar o pagamento.`,
    stop: "Desativar os lembretes",
  },
  receipt: {
    subject: (shop) => `Recibo do seu pagamento a ${shop}`,
    heading: "Obrigado pelo seu pagamento",
    sentence: (shop) => `${shop} recebeu o seu pagamento.`,
    method: "Pago com",
    paidAt: "Data",
    questions: (shop) => `Tem alguma dúvida sobre a sua encomenda? Contacte ${shop}.`,
  },
  unsubscribe: {
    heading: "Desativar os lembretes?",
    sentence: (shop) =>
      `Deixará de receber lembretes de pagamentos por concluir a ${shop}. A sua encomenda não se altera.`,
    stop: "Desativar os lembretes",
    doneHeading: "Lembretes desativados",
    doneSentence: (shop) => `Não receberá mais lembretes de pagamentos por concluir a ${shop}.`,
  },
};
