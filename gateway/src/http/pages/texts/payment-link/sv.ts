import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Swedish. */
export const paymentLinkSv: PaymentLinkTexts = {
  heading: "Skanna och betala",
  hint: "Rikta telefonens kamera mot koden och betala i telefonen.",
  picture: (shop) => `QR-kod för betalningen till ${shop}`,
  address: "Eller öppna den här adressen",
  validUntil: "Giltig till",
};
