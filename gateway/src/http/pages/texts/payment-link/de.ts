import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in German. */
export const paymentLinkDe: PaymentLinkTexts = {
  heading: "Scannen und bezahlen",
  hint: "Richten Sie die Kamera Ihres Telefons auf den Code und bezahlen Sie auf dem Telefon.",
  picture: (shop) => `QR-Code der Zahlung an ${shop}`,
  address: "Oder öffnen Sie diese Adresse",
  validUntil: "Gültig bis",
};
