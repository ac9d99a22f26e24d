import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Dutch. */
export const paymentLinkNl: PaymentLinkTexts = {
  heading: "Scan om te betalen",
  hint: "Richt de camera van uw telefoon op de code en betaal op uw telefoon.",
  picture: (shop) => `QR-code van de betaling aan ${shop}`,
  address: "Of open dit adres",
  validUntil: "Geldig tot",
};
