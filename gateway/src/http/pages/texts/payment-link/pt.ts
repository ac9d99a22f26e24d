import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Portuguese. */
export const paymentLinkPt: PaymentLinkTexts = {
  heading: "Digitalize para pagar",
  hint: "Aponte a câmara do telemóvel para o código e pague no telemóvel.",
  picture: (shop) => `Código QR do pagamento a ${shop}`,
  address: "Ou abra este endereço",
  validUntil: "Válido até",
};
