/** What is said to who is refused for the sake of the others, in English. */
export const guardEn = {
  tooManyCards: "Too many cards were tried here. Wait a few minutes before you try again",
  crossSite: {
    heading: "This did not come from our page",
    sentence:
      "Another website sent this on your behalf, so we have done nothing. Open the payment link again and pay there.",
  },
};

/** The same in every language. */
export type GuardTexts = typeof guardEn;
