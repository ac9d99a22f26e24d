import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Finnish. */
export const paymentLinkFi: PaymentLinkTexts = {
  heading: "Skannaa ja maksa",
  hint: "Osoita koodia puhelimen kameralla ja maksa puhelimella.",
  picture: (shop) => `Maksun QR-koodi, saaja ${shop}`,
  address: "Tai avaa tämä osoite",
  validUntil: "Voimassaolo päättyy",
};
