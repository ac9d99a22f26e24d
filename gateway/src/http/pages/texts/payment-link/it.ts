import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Italian. */
export const paymentLinkIt: PaymentLinkTexts = {
  heading: "Inquadri il codice per pagare",
  hint: "Punti la fotocamera del telefono sul codice e paghi dal telefono.",
  picture: (shop) => `Codice QR del pagamento a ${shop}`,
  address: "Oppure apra questo indirizzo",
  validUntil: "Valido fino al",
};
