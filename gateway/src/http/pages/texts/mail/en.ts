/** What mails to shoppers say, and the page that stops them, in English. */
export const mailEn = {
  amount: "Amount",
  reminder: {
    subject: (shop: string) => `Your payment to ${shop} is still open`,
    lastSubject: (shop: string) => `Last reminder: your payment to ${shop}`,
    heading: "Your payment is still open",
    sentence: (shop: string) =>
      `You placed an order with ${shop} that has not been paid yet. You can still complete the payment.`,
    lastSentence: "This is our last reminder.",
    pay: "Complete the payment",
    orOpen: "Or open this address in your browser:",
    payBefore: "Pay before",
    otherwise: "Already paid, or no longer want the order? Then you don’t need to do anything.",
    why: (shop: string) =>
      `You are receiving this email because ${shop} asked us to remind you of your payment.`,
    stop: "Stop these reminders",
  },
  receipt: {
    subject: (shop: string) => `Receipt for your payment to ${shop}`,
    heading: "Thank you for your payment",
    sentence: (shop: string) => `${shop} has received your payment.`,
    method: "Paid with",
    paidAt: "Date",
    questions: (shop: string) => `Any questions about your order? Please ask ${shop}.`,
  },
  unsubscribe: {
    heading: "Stop the reminders?",
    sentence: (shop: string) =>
      `You will then get no more reminders about unfinished payments to ${shop}. Your order does not change.`,
    stop: "Stop the reminders",
    doneHeading: "Reminders stopped",
    doneSentence: (shop: string) => `You will get no more reminders about unfinished payments to ${shop}.`,
  },
};

/** The same in every language. */
export type MailTexts = typeof mailEn;
