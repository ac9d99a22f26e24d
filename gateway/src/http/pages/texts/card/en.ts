/** What the card form says of saved cards and of cards with two brands, in English. */
export const cardEn = {
  errors: { "card-number-incomplete": "This card number is not complete" },
  twoBrands: "Two brands on your card? Pay with",
  paySaved: (amount: string) => `Pay ${amount} with a saved card`,
  endingIn: (last4: string) => `ending in\u00a0${last4}`,
  expires: (expiry: string) => `Expires ${expiry}`,
  anotherCard: "Use another card",
  savedRefused: "You cannot pay with that card any more. Choose another one",
  /** The shop asked for a card on file. */
  keptForShopper: (shop: string) =>
    `By continuing you agree that your card is saved for your next purchases at ${shop}. The security code is not saved.`,
  /** The shop will charge the card by itself. */
  keptForShop: (shop: string) =>
    `By continuing you agree that your card is saved and that ${shop} charges later amounts as you agreed with ${shop}. The security code is not saved.`,
};

/** The same in every language. */
export type CardTexts = typeof cardEn;
