import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Danish. */
export const paymentLinkDa: PaymentLinkTexts = {
  heading: "Scan og betal",
  hint: "Ret telefonens kamera mod koden, og betal på telefonen.",
  picture: (shop) => `QR-kode til betalingen til ${shop}`,
  address: "Eller åbn denne adresse",
  validUntil: "Gælder indtil",
};
