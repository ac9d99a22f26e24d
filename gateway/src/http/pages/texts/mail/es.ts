import type { MailTexts } from "./en.ts";

/** Mails to shoppers, and the page that stops them, in Spanish. */
export const mailEs: MailTexts = {
  amount: "Importe",
  reminder: {
    subject: (shop) => `Su pago a ${shop} sigue pendiente`,
    lastSubject: (shop) => `Último recordatorio: su pago a ${shop}`,
    heading: "Su pago sigue pendiente",
    sentence: (shop) =>
      `Ha hecho un pedido en ${shop} que aún no está pagado. Todavía puede completar el pago.`,
    lastSentence: "Este es nuestro último recordatorio.",
    pay: "Completar el pago",
    orOpen: "O abra esta dirección en su navegador:",
    payBefore: "Pagar antes del",
    otherwise: "¿Ya ha pagado o no quiere el pedido? Entonces no tiene que hacer nada.",
    why: (shop) => `Recibe este correo porque ${shop} nos ha pedido que le recordemos su pago.`,
    stop: "Dejar de recibir recordatorios",
  },
  receipt: {
    subject: (shop) => `Recibo de su pago a ${shop}`,
    heading: "Gracias por su pago",
    sentence: (shop) => `${shop} ha recibido su pago.`,
    method: "Pagado con",
    paidAt: "Fecha",
    questions: (shop) => `¿Tiene alguna pregunta sobre su pedido? Póngase en contacto con ${shop}.`,
  },
  unsubscribe: {
    heading: "¿Dejar de recibir recordatorios?",
    sentence: (shop) =>
      `No recibirá más recordatorios de pagos sin completar a ${shop}. Su pedido no cambia.`,
    stop: "Dejar de recibir recordatorios",
    doneHeading: "Ya no recibirá recordatorios",
    doneSentence: (shop) => `No recibirá más recordatorios de pagos sin completar a ${shop}.`,
  },
};
