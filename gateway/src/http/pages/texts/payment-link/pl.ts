import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Polish. */
export const paymentLinkPl: PaymentLinkTexts = {
  heading: "Zeskanuj i\u00a0zapłać",
  hint: "Skieruj aparat telefonu na kod i\u00a0zapłać w\u00a0telefonie.",
  picture: (shop) => `Kod QR płatności dla sklepu ${shop}`,
  address: "Lub otwórz ten adres",
  validUntil: "Ważny do",
};
