import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in French. */
export const paymentLinkFr: PaymentLinkTexts = {
  heading: "Scannez pour payer",
  hint: "Dirigez l’appareil photo de votre téléphone vers le code et payez sur votre téléphone.",
  picture: (shop) => `Code QR du paiement à ${shop}`,
  address: "Ou ouvrez cette adresse",
  validUntil: "Valable jusqu’au",
};
