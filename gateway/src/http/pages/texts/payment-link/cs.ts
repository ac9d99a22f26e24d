import type { PaymentLinkTexts } from "./en.ts";

/** What the page with the QR code of a payment link says, in Czech. */
export const paymentLinkCs: PaymentLinkTexts = {
  heading: "Naskenujte a\u00a0zaplaťte",
  hint: "Namiřte fotoaparát telefonu na kód a\u00a0zaplaťte v\u00a0telefonu.",
  picture: (shop) => `QR kód platby pro ${shop}`,
  address: "Nebo otevřete tuto adresu",
  validUntil: "Platí do",
};
