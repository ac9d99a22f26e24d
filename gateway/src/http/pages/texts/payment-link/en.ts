/** What the page with the QR code of a payment link says, in English. */
export const paymentLinkEn = {
  heading: "Scan to pay",
  hint: "Point your phone’s camera at the code and pay on your phone.",
  /** Read aloud in the place of the picture. */
  picture: (shop: string) => `QR code of the payment to ${shop}`,
  address: "Or open this address",
  validUntil: "Valid until",
};

/** The same in every language. */
export type PaymentLinkTexts = typeof paymentLinkEn;
