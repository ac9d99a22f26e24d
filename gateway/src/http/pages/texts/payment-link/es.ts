import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Spanish. */
export const paymentLinkEs: PaymentLinkTexts = {
  heading: "Escanee para pagar",
  hint: "Enfoque el código con la cámara del teléfono y pague desde él.",
  picture: (shop) => `Código QR del pago a ${shop}`,
  address: "O abra esta dirección",
  validUntil: "Válido hasta el",
};
